/** An address that is no page: says so, and where to go on. */
import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "No such page" };

export default function NotFoundPage() {
  return (
    <section className="border-line bg-panel m-auto max-w-lg rounded-xl border p-6">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="text-ink-soft mt-2">
        The address may have a slip in it.{" "}
        <Link href="/" className="text-accent underline">
          Go to the live page
        </Link>
      </p>
    </section>
  );
}
