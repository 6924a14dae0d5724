/** Name and list of pages, and the way back from them to an unattended live page. A new page is one line in PAGES. */
"use client";

import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { addressOf, getQueries, NO_QUERIES, subscribeToQueries } from "./page-addresses";
import { returnWhenIdle } from "./return-when-idle";

const PAGES = [
  { path: "/", name: "Live" },
  { path: "/lab", name: "Evidence" },
  { path: "/about", name: "How it works" },
] as const;

export function SiteNav() {
  const current = usePathname();
  const queries = useSyncExternalStore(subscribeToQueries, getQueries, () => NO_QUERIES);
  const router = useRouter();
  const liveQuery = queries.get("/") ?? "";
  useEffect(() => returnWhenIdle(current, liveQuery, (address) => router.push(address)), [current, liveQuery, router]);
  return (
    <header className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
      <Link href={addressOf("/", queries)} className="text-lg font-semibold tracking-tight">
        Mien
      </Link>
      <nav aria-label="Pages">
        <ul className="flex flex-wrap gap-1">
          {PAGES.map(({ path, name }) => (
            <li key={path}>
              <Link
                href={addressOf(path, queries)}
                aria-current={current === path ? "page" : undefined}
                className="text-ink-soft hover:text-ink aria-[current=page]:text-ink inline-flex min-h-9 items-center rounded-md px-3 text-sm underline-offset-8 aria-[current=page]:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
