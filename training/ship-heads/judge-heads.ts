/** How right heads are on PublicTest, which of them is the default, and whether they may be shipped. Pure. */
import { percent } from "../../lib/evidence/format";
import { shareOf, type Share } from "../../lib/evidence/share";
import type { Head } from "../../lib/heads";
import type { ChoosingPicture } from "./head-pictures";

/** The default head may lose so much of its accuracy by published labels: 2,000 pictures tell no less apart. */
const LARGEST_LOSS = 0.005;

export interface ReadFace extends Pick<ChoosingPicture, "raw" | "majority"> {
  /** [2048] */
  readonly embedding: Float32Array;
}

export interface HeadFigures {
  readonly id: string;
  readonly name: string;
  /** By the published label, and by FER+'s majority. */
  readonly raw: Share;
  readonly majority: Share;
}

export function figuresOf(head: Head, faces: readonly ReadFace[]): HeadFigures {
  const answers = faces.map(({ embedding }) => {
    const probabilities = head.classify(embedding);
    return probabilities.indexOf(Math.max(...probabilities));
  });
  const rightBy = (key: "raw" | "majority"): Share => {
    const counted = faces.flatMap((face, index) => (face[key] === null ? [] : [face[key] === answers[index]]));
    return shareOf(counted.filter(Boolean).length, counted.length);
  };
  return { id: head.id, name: head.name, raw: rightBy("raw"), majority: rightBy("majority") };
}

/** The highest sum of both shares; the first of equal ones. */
export function bestHead(heads: readonly HeadFigures[]): HeadFigures {
  const worth = ({ raw, majority }: HeadFigures): number => raw.rate + majority.rate;
  return heads.reduce((best, head) => (worth(head) > worth(best) ? head : best));
}

/** Null where the new default head may take the shipped one's place; else the figures in a sentence. */
export function reasonNotToShip(shipped: HeadFigures, made: HeadFigures): string | null {
  const loss = shipped.raw.rate - made.raw.rate;
  if (loss <= LARGEST_LOSS) return null;
  return (
    `PublicTest: got ${percent(made.raw.rate)} with the best new head (${made.name}), expected at most ` +
    `${100 * LARGEST_LOSS} points less than the ${percent(shipped.raw.rate)} of the shipped one (${shipped.name}); nothing is ` +
    "written without --force"
  );
}
