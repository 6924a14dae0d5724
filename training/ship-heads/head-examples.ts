/** Pictures of the heads -> what is read of them: training examples with their turned copies, and PublicTest's as they are. */
import { EXPRESSIONS } from "../../lib/types";
import type { PictureEntry } from "../experiments/picture-source";
import { countsOf, type TableRow } from "../experiments/plan";
import { grow, type Example } from "../experiments/split";
import type { HeadPictures } from "./head-pictures";

/** An example's `picture` counts training pictures first, then PublicTest's. */
export interface HeadExamples {
  readonly training: readonly Example[];
  /** As many originals of them as the paper's DS1 has. */
  readonly few: readonly Example[];
  /** One for each choosing picture, in their order. */
  readonly choosing: readonly Example[];
  /** Those of `choosing` whose published label is one of the three. */
  readonly calibration: readonly Example[];
}

/** `row`: the chosen set; `share`: of the paper's counts. */
export function headExamples({ training, choosing }: HeadPictures, row: TableRow, share: number): HeadExamples {
  const grown = trainingExamples(training, row, share);
  const read = choosing.map(({ raw, majority }, index): Example => ({
    picture: training.length + index,
    // One of the two is there (head-pictures.ts).
    label: raw ?? majority!,
    copy: 0,
    flip: false,
  }));
  return {
    training: grown,
    few: firstOriginals(grown, share),
    choosing: read,
    calibration: read.filter((_, index) => choosing[index].raw !== null),
  };
}

/** All originals, and turned copies of them where the paper's set has more pictures of a class. */
function trainingExamples(training: readonly PictureEntry[], row: TableRow, share: number): Example[] {
  const counts = countsOf(row.set, share);
  return EXPRESSIONS.flatMap((name, label) => {
    const own = training.flatMap((entry, index) => (entry.label === label ? [index] : []));
    return grow(own, label, counts[name], row);
  });
}

function firstOriginals(examples: readonly Example[], share: number): Example[] {
  const counts = countsOf("DS1", share);
  return EXPRESSIONS.flatMap((name, label) =>
    examples.filter((example) => example.label === label && example.copy === 0).slice(0, counts[name]),
  );
}
