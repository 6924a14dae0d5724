/**
 * Where the paper's own numbers do not meet, computed from what it prints (lib/evidence/paper.ts), so that no figure
 * here is typed. What its text says besides its tables is quoted as such. Pure.
 */
import {
  PAPER_CONFUSION,
  PAPER_COUNTS,
  PAPER_EXTENSION_PERCENT,
  PAPER_SETS,
  paperAccuracyPercent,
  printedGains,
  type PaperSet,
} from "../../lib/evidence/paper";
import { whole } from "../../lib/evidence/format";

/** The paper's text on the medium network with DS4; Table 2 prints another figure. */
const MEDIUM_NETWORK_IN_TEXT_PERCENT = 99.6;

function paperTotal(set: PaperSet): number {
  const { happy, sad, surprise } = PAPER_COUNTS[set];
  return happy + sad + surprise;
}

/** Pictures that were added, in % of DS1: how Table 1 counts in its last two rows. */
function extensionPercent(set: PaperSet): number {
  return (100 * (paperTotal(set) - paperTotal("DS1"))) / paperTotal("DS1");
}

export function paperSlips(): string[] {
  const [added, original, balanced] = [paperTotal("DS2") - paperTotal("DS1"), paperTotal("DS1"), paperTotal("DS2")];
  const tested = PAPER_CONFUSION.flat().reduce<number>((sum, count) => sum + count, 0);
  const right = PAPER_CONFUSION.reduce<number>((sum, row, label) => sum + row[label], 0);
  const perClass = PAPER_CONFUSION[0].reduce<number>((sum, count) => sum + count, 0);
  const cubic = (equalized: boolean): string => paperAccuracyPercent("DS4", equalized, "cubic-svm").toFixed(1);
  const [helped, cost] = [
    (["DS1", "DS2"] as const).flatMap(printedGains),
    (["DS3", "DS4"] as const).flatMap(printedGains),
  ];
  const range = (values: readonly number[]): string => {
    const sizes = values.map(Math.abs);
    return `${Math.min(...sizes).toFixed(1)} to ${Math.max(...sizes).toFixed(1)} points`;
  };
  return [
    `Table 1: DS2 adds ${whole(added)} pictures to ${whole(original)}, which is ${extensionPercent("DS2").toFixed(2)} %. ` +
      `The printed ${PAPER_EXTENSION_PERCENT.DS2.toFixed(2)} % is ${whole(added)} of its own total, ${whole(balanced)}; ` +
      `DS3 and DS4 divide by ${whole(original)}.`,
    `Table 5 has ${whole(perClass)} pictures of each class, half of DS4, so a random half was probably held out; the text ` +
      `names no protocol. If so, and if the turned copies were made before, copies of one picture lie on both sides.`,
    `Table 5's counts give ${whole(right)} of ${whole(tested)}, which is ${((100 * right) / tested).toFixed(2)} %, where ` +
      `Table 2 prints ${cubic(false)} % for the same cubic SVM on DS4; ${cubic(true)} % is Table 3's value, with equalization.`,
    `The text gives the medium network ${MEDIUM_NETWORK_IN_TEXT_PERCENT.toFixed(1)} % where Table 2 prints ` +
      `${paperAccuracyPercent("DS4", false, "medium-network").toFixed(1)} %.`,
    `Equalization helps every classifier on DS1 and DS2 by ${range(helped)} and costs every one ${range(cost)} on DS3 and ` +
      `DS4; the conclusion names the gain only.`,
    "There are no confidence intervals, no seed, no split by person and no test on another data set.",
  ];
}

/** Table 1's rows as the paper prints them, and the extension counted one way throughout. */
export function paperSizes() {
  return PAPER_SETS.map((set) => ({
    set,
    counts: PAPER_COUNTS[set],
    total: paperTotal(set),
    added: paperTotal(set) - paperTotal("DS1"),
    printedExtension: PAPER_EXTENSION_PERCENT[set],
    extension: extensionPercent(set),
  }));
}
