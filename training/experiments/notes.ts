/** What a reader of the report must know about how it was made; the page shows it below the tables. */
import type { BackboneId } from "../../lib/evidence/report-schema";
import type { ExperimentOptions } from "./options";
import type { PictureSource } from "./picture-source";
import { CALIBRATION_PICTURES, FLIP_BACKBONES, QUICK_SHARE, ROTATION_DEGREES } from "./plan";
import type { RunPictures } from "./run-pictures";

export function notesOf(
  { quick, side, backbones }: ExperimentOptions,
  source: PictureSource,
  runs: readonly RunPictures[],
): string[] {
  const notes = [
    source.kind === "fer2013"
      ? "The paper's own set of 3,689 web pictures is not to be had; FER2013 stands in, with its published labels."
      : "Originals are the pictures that --data named.",
    `Pictures are aligned grey crops of ${side} px, as everywhere in Mien; the paper's input is 224 px and its ` +
      "pictures are not said to be aligned.",
    `Copies are turned by a random angle of up to ${ROTATION_DEGREES} degrees either way, after equalization; the ` +
      "paper names no range.",
    "Both protocols train on half of a set, as the paper's Table 5 suggests. DS1 has no copies, so there both are " +
      "the same split. Near-duplicates count as one original under the honest protocol.",
    "Under the paper's protocol each copy counts as a picture of its own, as in the paper; copies of one face are not " +
      "independent, so its intervals, and those of the leakage, are narrower than they should be.",
    `Probabilities are calibrated on up to ${CALIBRATION_PICTURES} pictures of each class that neither train nor test.`,
    "Networks train by L-BFGS to the paper's tool's tolerances from one seed; the SVMs' kernel scale is the square " +
      "root of the number of features, where the paper's tool chooses one at random.",
    ...(source.kind === "fer2013"
      ? ["Choices (the best cell, the shipped heads' set) are made on held-out pictures that are not in PrivateTest."]
      : ["Choices (the best cell) are made on the held-out pictures that are reported: a folder has no others."]),
    "Training times were taken with the other threads at work on other cells.",
  ];
  for (const { backbone, factor } of runs) {
    if (factor < 1 && !quick) notes.push(factorNote(backbone, factor));
  }
  if (!quick && backbones.some((id) => FLIP_BACKBONES.includes(id))) {
    notes.push(
      "The row with mirrored copies is run with Mien's backbone and under the honest protocol only, for time.",
    );
  }
  if (quick) notes.push(`A quick run on 1/${Math.round(1 / QUICK_SHARE)} of the pictures: its figures mean little.`);
  return notes;
}

function factorNote(backbone: BackboneId, factor: number): string {
  const whose = backbone === "ours" ? "Mien's backbone" : "ImageNet's backbone";
  return (
    `${whose}: all counts are ${factor} of the paper's, since there are not more originals that it has never seen; ` +
    "proportions between the sets are the paper's."
  );
}
