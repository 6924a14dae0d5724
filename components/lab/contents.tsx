/** Links to the parts of the evidence page that are there. */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { SECTION_TITLES, sectionsOnPage } from "./sections";

export function Contents({ report }: { report: ExperimentReport | null }) {
  return (
    <nav aria-label="On this page" data-testid="contents">
      <ul className="flex max-w-3xl flex-wrap gap-x-5">
        {sectionsOnPage(report).map((id) => (
          <li key={id}>
            <a href={`#${id}`} className="text-accent inline-block py-1 underline">
              {SECTION_TITLES[id]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
