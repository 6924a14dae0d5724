/** A part of the evidence page: heading, what to look at in it, and its tables and charts. */
import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  /** What a link to it says after the #. */
  readonly anchor?: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, anchor, intro, children }: SectionProps) {
  return (
    <section id={anchor} className="min-w-0 space-y-4">
      <h2 className="text-xl font-semibold">{title}</h2>
      {intro && <p className="text-ink-soft max-w-2xl">{intro}</p>}
      {children}
    </section>
  );
}
