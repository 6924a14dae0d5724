/** The parts of the evidence page in their order: what a link to each says after the #, and its heading. */
import type { ExperimentReport } from "../../lib/evidence/report-schema";

export const SECTION_TITLES = {
  accuracy: "How right it is",
  peers: "Beside other programs",
  findings: "What was found",
  limits: "Choices and limits",
  pictures: "Table 1: pictures",
  classifiers: "Tables 2 and 3: accuracy",
  confusion: "Table 5: confusion",
  leakage: "What lies between the protocols",
  sizes: "Accuracy and the size of the data set",
  steps: "What each step brings",
  elsewhere: "Trained here, read elsewhere",
  calibration: "Calibration",
  times: "Table 4: training time",
  robustness: "What breaks it",
  slips: "Where the paper’s numbers do not meet",
} as const;

export type SectionId = keyof typeof SECTION_TITLES;

/** These need no report of the experiment. */
const OWN_SECTIONS: readonly SectionId[] = ["accuracy", "peers", "robustness", "slips"];

/** What is on the page; `report` is null until it was read. */
export function sectionsOnPage(report: Pick<ExperimentReport, "notes"> | null): SectionId[] {
  const isShown = (id: SectionId): boolean => {
    if (OWN_SECTIONS.includes(id)) return true;
    return report !== null && (id !== "limits" || report.notes.length > 0);
  };
  return (Object.keys(SECTION_TITLES) as SectionId[]).filter(isShown);
}
