/** A part of the evidence page: heading, what to look at in it, and its tables and charts. */
import { useEffect, useRef, type ReactNode } from "react";
import { holdInView, isHistoryStep } from "./hold-in-view";
import { SECTION_TITLES, type SectionId } from "./sections";

interface SectionProps {
  readonly id: SectionId;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ id, intro, children }: SectionProps) {
  const section = useRef<HTMLElement>(null);
  // A browser looks for the address's part once, before a report that it stands in is there.
  useEffect(() => {
    if (window.location.hash === `#${id}` && section.current && !isHistoryStep()) return holdInView(section.current);
  }, [id]);
  return (
    <section ref={section} id={id} className="min-w-0 scroll-mt-4 space-y-4">
      <h2 className="text-xl font-semibold">{SECTION_TITLES[id]}</h2>
      {intro && <p className="text-ink-soft max-w-2xl">{intro}</p>}
      {children}
    </section>
  );
}
