/** The robustness report in words: names of its curves and levels, and sentences made from its numbers. Pure. */
import { SIGNIFICANCE } from "../../lib/evidence/read-paired-test";
import type {
  DegradationId,
  ReadingWay,
  RobustnessCurve,
  RobustnessLevel,
  RobustnessReport,
} from "../../lib/evidence/robustness-schema";
import { percentWithInterval, points, whole } from "../../lib/evidence/format";

export const DEGRADATION_NAMES: Readonly<Record<DegradationId, string>> = {
  darker: "Darker",
  brighter: "Brighter",
  contrast: "Less contrast",
  blur: "Out of focus",
  noise: "Noise",
  rotation: "Turned in the plane",
  size: "Fewer pixels",
  jpeg: "JPEG",
  eyes: "Eyes covered",
  mouth: "Mouth covered",
  glasses: "Glasses",
};

/** The sentences say from where on accuracy is below it. */
const ACCEPTED_RATE = 0.8;

/** "16", and "as is" for the untouched picture. */
export const levelWords = (level: number): string => (level === 0 ? "as is" : String(level));

/** First the untouched faces, then a sentence a curve, then what equalization changes. */
export function robustnessSummary({ pictures, curves }: Pick<RobustnessReport, "pictures" | "curves">): string[] {
  const { equalized, plain } = curves[0].levels[0];
  return [
    `As they are, ${percentWithInterval(equalized)} of ${whole(pictures)} faces are read right with equalization and ` +
      `${percentWithInterval(plain)} without.`,
    ...curves.map(limitSentence),
    ...equalizationSentences(pictures, curves),
  ];
}

/** "Out of focus (sigma …): below 80 % from 3 on with equalization, from 2 on without." */
function limitSentence({ degradation, unit, levels }: RobustnessCurve): string {
  const limitOf = (way: ReadingWay): string => {
    const below = levels.find((level) => level[way].rate < ACCEPTED_RATE)?.level;
    const accepted = `${100 * ACCEPTED_RATE} %`;
    if (below === undefined) return `not below ${accepted} up to ${levels[levels.length - 1].level}`;
    return below === 0 ? `below ${accepted} as they are` : `below ${accepted} from ${below} on`;
  };
  const [equalized, plain] = [limitOf("equalized"), limitOf("plain")];
  const limits =
    equalized === plain
      ? `${equalized}, with equalization and without`
      : `${equalized} with equalization, ${plain} without`;
  return `${DEGRADATION_NAMES[degradation]} (${unit}): ${limits}.`;
}

function equalizationSentences(pictures: number, curves: readonly RobustnessCurve[]): string[] {
  const tests = [
    { name: "untouched", test: curves[0].levels[0] },
    ...curves.flatMap(({ degradation, levels }) =>
      levels.slice(1).map((test) => ({ name: `${DEGRADATION_NAMES[degradation]} ${test.level}`, test })),
    ),
  ];
  const gainOf = ({ onlyEqualized, onlyPlain }: RobustnessLevel): number => (onlyEqualized - onlyPlain) / pictures;
  const clear = tests.filter(({ test }) => test.adjustedP < SIGNIFICANCE);
  const listOf = (some: typeof tests): string =>
    some.map(({ name, test }) => `${name} (${points(gainOf(test))})`).join(", ");
  const better = clear.filter(({ test }) => gainOf(test) > 0);
  const worse = clear.filter(({ test }) => gainOf(test) < 0);
  return [
    better.length > 0
      ? `Equalization clearly reads more faces right, in points: ${listOf(better)}.`
      : "There is no level at which equalization clearly reads more faces right.",
    worse.length > 0
      ? `It clearly reads fewer right, in points: ${listOf(worse)}.`
      : "There is no level at which it clearly reads fewer right.",
    `Clearly: exact McNemar tests on the same ${whole(pictures)} faces, p below ${SIGNIFICANCE} after Holm’s adjustment ` +
      `for ${tests.length} comparisons.`,
  ];
}
