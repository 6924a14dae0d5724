/**
 * Which pictures the shipped heads come from. FER2013's Training trains them: with our backbone the experiment's own
 * originals are test pictures (picture-source.ts), which never train what is shipped, so that what is taken over is how
 * the chosen set is made. Of Training, faces whose published label at least two of FER+'s ten people share, since heads
 * trained on all of them read PublicTest a point worse. PublicTest calibrates and chooses the default one.
 */
import { EXPRESSIONS, type Label7 } from "../../lib/types";
import { drawOriginals } from "../experiments/draw-originals";
import { openPictureSource, type PictureEntry } from "../experiments/picture-source";
import { classCounts } from "../experiments/plan";
import { readLeftOut } from "../left-out";
import { readFerAgreement, readTestSet } from "../test-sets";

/** Of ten people. Chosen on PublicTest, with the weight decay (training/EXPERIMENTS.md). */
const MINIMUM_AGREEMENT = 2;

/** Where the ids of Training's pictures begin. */
const TRAINING = "fer2013/train/";

export interface ChoosingPicture {
  readonly id: string;
  /** Index of EXPRESSIONS by the published label; null for another label. */
  readonly raw: number | null;
  /** Index of EXPRESSIONS by FER+'s majority; null where there is none, or for another label. */
  readonly majority: number | null;
}

export interface HeadPictures {
  /** Class by class, each in random order. */
  readonly training: readonly PictureEntry[];
  /** Those that either label calls happy, sad or surprised, doubtful ones too, as `npm run measure:accuracy` counts. */
  readonly choosing: readonly ChoosingPicture[];
}

/**
 * `share`: of all pictures, above 0 to 1. Copies of test pictures (training/left-out.json) do not train. Throws Error where
 * `root` does not hold the archives of ../shared/data.
 */
export async function findHeadPictures(root: string, share: number, seed: number): Promise<HeadPictures> {
  const source = await openPictureSource(root);
  if (source.kind !== "fer2013")
    throw new Error(`--data: got a ${source.kind}, expected the archives of ../shared/data`);
  const { copies } = readLeftOut();
  const agreement = readFerAgreement(root);
  const isAgreed = (id: string): boolean =>
    agreement.get(id.slice(TRAINING.length).replace(/\.\w+$/, ""))! >= MINIMUM_AGREEMENT;
  // ImageNet's backbone may have all of FER2013; of our own backbone's pictures none is in Training.
  const pool = source.pool("imagenet").filter(({ id }) => id.startsWith(TRAINING) && !(id in copies) && isAgreed(id));
  const counts = classCounts((_, label) => Math.round(share * pool.filter((entry) => entry.label === label).length));
  const choosing = [...readTestSet(root, "public_test")].flatMap(([file, { truth }]): ChoosingPicture[] => {
    const [raw, majority] = [classOf(truth.raw), classOf(truth.majority)];
    return raw === null && majority === null ? [] : [{ id: `fer2013/public_test/${file}`, raw, majority }];
  });
  const step = Math.round(1 / share);
  return {
    training: drawOriginals(pool, counts, seed).originals,
    choosing: choosing.filter((_, index) => index % step === 0),
  };
}

function classOf(label: Label7 | null): number | null {
  const index = EXPRESSIONS.findIndex((expression) => expression === label);
  return index < 0 ? null : index;
}
