/** From readings to the report's figures. Pure. */
import type { ReadingWay, RobustnessCurve, RobustnessLevel } from "../../lib/evidence/robustness-schema";
import type { Label7 } from "../../lib/types";
import { shareOf } from "../../lib/evidence/share";
import { holm, mcNemar } from "../../training/experiments/statistics";
import type { TwoReadings } from "./read-levels";

export interface Answer extends TwoReadings {
  /** Published label. */
  readonly truth: Label7;
}

/** `adjustedP` is `p` until `adjustPs`. */
export function countLevel(level: number, answers: readonly Answer[]): RobustnessLevel {
  const rightAnswers = (way: ReadingWay): boolean[] => answers.map((answer) => answer[way] === answer.truth);
  const [equalized, plain] = [rightAnswers("equalized"), rightAnswers("plain")];
  const shareRight = (right: readonly boolean[]) => shareOf(right.filter(Boolean).length, right.length);
  const { onlyFirst, onlySecond, p } = mcNemar(equalized, plain);
  return {
    level,
    equalized: shareRight(equalized),
    plain: shareRight(plain),
    onlyEqualized: onlyFirst,
    onlyPlain: onlySecond,
    p,
    adjustedP: p,
  };
}

/** Holm's adjustment over all levels; each curve's first is the same one, and counts once. */
export function adjustPs(curves: readonly RobustnessCurve[]): RobustnessCurve[] {
  const untouched = curves.slice(0, 1).map(({ levels }) => levels[0]);
  const tests = [...untouched, ...curves.flatMap(({ levels }) => levels.slice(1))];
  const adjusted = holm(tests.map(({ p }) => p));
  let test = 0;
  return curves.map((curve) => ({
    ...curve,
    levels: curve.levels.map((level, index) => ({ ...level, adjustedP: adjusted[index === 0 ? 0 : ++test] })),
  }));
}
