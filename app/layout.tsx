/** Shell of every page: language, skip link, navigation. */
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SiteNav } from "@/components/site-nav";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Mien", template: "%s · Mien" },
  description: "Reads the facial expression in front of the camera, live, on this device. No picture ever leaves it.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Asking for the headers makes every page dynamic, so that its scripts carry this answer's nonce (proxy.ts).
  await headers();
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans">
        <a
          href="#main"
          className="bg-accent text-accent-ink sr-only z-10 rounded focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:px-3 focus:py-2"
        >
          Skip to content
        </a>
        <SiteNav />
        <noscript>
          <p className="bg-warn-ground text-warn-ink px-4 py-3 sm:px-6">
            This page needs JavaScript: everything it does, it does in this tab.
          </p>
        </noscript>
        <main id="main" className="mx-auto flex w-full max-w-7xl grow flex-col px-4 pb-6 sm:px-6">
          {children}
        </main>
      </body>
    </html>
  );
}
