/**
 * Made-up answers of all cells, for tests of what is made from answers: ten test pictures, and a classifier's errors
 * decided by a rule that is easy to count. `exampleReport` puts a whole report together with the project's own
 * functions.
 */
import {
  REPORT_VERSION,
  type BackboneId,
  type ExperimentReport,
  type Protocol,
} from "../../lib/evidence/report-schema";
import { shareOf } from "../../lib/evidence/share";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import { leakageOf, reportCell } from "../../training/experiments/build-report";
import { bestOf, headsFromOf } from "../../training/experiments/choose-best";
import { findingsOf } from "../../training/experiments/findings";
import type { LabelledRows } from "../../training/experiments/labelled-rows";
import { pairedTests } from "../../training/experiments/paired-tests";
import { countsOf, protocolsOf, rowsOf, type TableRow } from "../../training/experiments/plan";
import type { CellAnswer } from "../../training/experiments/run-cells";
import { countClasses, countTwins, honestSplit, paperSplit } from "../../training/experiments/split";

/** Classes of the 60 held-out pictures. */
export const LABELS = Array.from({ length: 60 }, (_, index) => index % 3);
/** Every second of them is in no test set. */
const VALIDATION = LABELS.map((_, index) => index % 2 === 0);
const ELSEWHERE = { rows: [0, 1, 2, 3], labels: [0, 1, 2, 0] };

export interface Wrong {
  (row: TableRow, protocol: Protocol, equalized: boolean, classifier: string): number;
}

/** Answers where the first `wrong(...)` pictures are read as the next class. */
export function answersOf(backbone: BackboneId, wrong: Wrong): CellAnswer[] {
  const own: LabelledRows = { rows: LABELS.map((_, row) => row), labels: LABELS };
  return rowsOf(backbone, false).flatMap((row) =>
    protocolsOf(row).flatMap((protocol) =>
      [false, true].flatMap((equalized) => {
        const parts = { train: own, calibration: own, tests: [own, ELSEWHERE], validation: VALIDATION };
        const set = { row, protocol, equalized, ...parts };
        return CLASSIFIERS.map(({ id }): CellAnswer => {
          const errors = wrong(row, protocol, equalized, id);
          const outcome = {
            classifier: id,
            trainSeconds: 1.23456,
            predictMs: 0.123456,
            iterations: 10,
            supportVectors: id.endsWith("svm") ? 100 : undefined,
            calibrationError: { before: 0.1, after: 0.05 },
            predictions: [LABELS.map((label, index) => (index < errors ? (label + 1) % 3 : label)), [0, 1, 1, 1]],
          };
          return { set, outcome };
        });
      }),
    ),
  );
}

/** Under the paper's protocol all is right; honest cells have 20 errors, 5 fewer when equalized, 3 fewer on DS4. */
export const EXAMPLE_WRONG: Wrong = ({ set }, protocol, equalized, classifier) => {
  if (protocol === "paper") return 0;
  return 20 - (equalized ? 5 : 0) - (set === "DS4" ? 3 : 0) + (classifier === "narrow-network" ? 12 : 0);
};

export function exampleReport(wrong: Wrong = EXAMPLE_WRONG): ExperimentReport {
  const ids: BackboneId[] = ["imagenet", "ours"];
  const answers = ids.map((id) => ({ id, own: answersOf(id, wrong) }));
  const cells = answers.flatMap(({ id, own }) => own.map((answer) => reportCell(id, answer, ["jaffe"])));
  const counts = (set: "DS1" | "DS2" | "DS3" | "DS4") => countsOf(set, 0.1);
  const labels = Object.values(counts("DS1")).flatMap((count, label) => Array<number>(count).fill(label));
  const makers = { paper: paperSplit, honest: honestSplit };
  const facts = {
    classifiers: CLASSIFIERS.map(({ id, name, shortName }) => ({ id, name, shortName })),
    backbones: ids.map((id) => ({
      id,
      name: id === "ours" ? "Mien's ResNet50" : "ImageNet's ResNet50",
      sha256: (id === "ours" ? "a" : "b").repeat(64),
      originals: "Made up.",
      factor: 0.1,
      available: counts("DS4"),
      counts: { DS1: counts("DS1"), DS2: counts("DS2"), DS3: counts("DS3"), DS4: counts("DS4") },
      calibration: { source: "spare originals" as const, pictures: { happy: 10, sad: 10, surprise: 10 } },
      nearDuplicates: { groups: 2, pictures: 5 },
      unaligned: 3,
    })),
    splits: ids.flatMap((backbone) =>
      rowsOf(backbone, false).flatMap((row) =>
        protocolsOf(row).map((protocol) => {
          const groups = labels.map((_, index) => index);
          const split = makers[protocol]({ labels, groups, counts: counts(row.set), row, seed: 1 });
          const [train, test] = [countClasses(split.train), countClasses(split.test)];
          return { backbone, ...row, protocol, train, test, testWithTwin: countTwins(split) };
        }),
      ),
    ),
    cells,
    leakage: leakageOf(cells),
    pairedTests: answers.flatMap(({ id, own }) => pairedTests(id, own)),
  };
  return {
    version: REPORT_VERSION,
    madeBy: { command: "npm run experiments", commit: "c".repeat(40), date: "2026-11-25", machine: "2 cores" },
    quick: false,
    settings: { seed: 1, inputSidePx: 96, rotationDegrees: 15, data: "fer2013" },
    notes: ["Made up."],
    ...facts,
    findings: findingsOf(facts),
    best: bestOf("ours", answers[1].own),
    headsFrom: headsFromOf("ours", cells),
  };
}

/** Right answers of the example's honest cells. */
export const exampleShare = (errors: number) => shareOf(LABELS.length - errors, LABELS.length);
