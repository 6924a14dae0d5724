/** What a run takes before anything is known of it: the progress bar's first plan, and the names of work in it. */
import type { BackboneId } from "../../lib/evidence/report-schema";
import { featureSeconds } from "./extract-features";
import type { ExperimentOptions } from "./options";
import { protocolsOf, rowsOf, trainingHalf } from "./plan";
import { CROP_SECONDS } from "./prepare-pictures";
import type { Progress } from "./progress-bar";
import { featureSetSeconds } from "./run-cells";
import type { DrawnPictures } from "./run-pictures";

/** Names of work in the progress bar. */
export const FACES = "faces";
export const featuresOf = (backbone: BackboneId): string => `features (${backbone})`;
export const classifiersOf = (backbone: BackboneId): string => `classifiers (${backbone})`;

/** A first estimate of everything; each step replaces its own part when it knows what is in the cache. */
export function planTime(drawn: DrawnPictures, { quick, side }: ExperimentOptions, progress: Progress): void {
  const { backbone, counts, originals, spare, elsewhere } = drawn;
  const sum = ({ happy, sad, surprise }: (typeof counts)["DS1"]): number => happy + sad + surprise;
  const others = [...elsewhere.values()].flat().length;
  const rows = rowsOf(backbone, quick);
  progress.plan(FACES, (originals.length + spare.length + others) * CROP_SECONDS);
  const mirrored = rows.some(({ augmentation }) => augmentation === "rotation-flip");
  const crops = sum(counts.DS4) + spare.length / 2 + others + (mirrored ? (sum(counts.DS4) - originals.length) / 2 : 0);
  progress.plan(featuresOf(backbone), 2 * crops * featureSeconds(side));
  const seconds = rows.flatMap((row) =>
    protocolsOf(row).map((protocol) => {
      const { set } = row;
      // The same cells as under the honest protocol.
      if (set === "DS1" && protocol === "paper") return 0;
      const trainRows = trainingHalf(sum(counts[set]));
      const tested = protocol === "paper" ? sum(counts[set]) / 2 : originals.length / 2;
      return 2 * featureSetSeconds({ trainRows, readRows: tested + spare.length / 2 + others });
    }),
  );
  progress.plan(
    classifiersOf(backbone),
    seconds.reduce((total, own) => total + own, 0),
  );
}
