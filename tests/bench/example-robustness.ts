/**
 * A made-up robustness report, put together by the script's own functions: 60 faces; at the nth level of every
 * degradation the first 3 n are read wrong with equalization, and the first 9 n without.
 */
import { LEVELLED } from "../../bench/robustness/degrade";
import { adjustPs, countLevel, type Answer } from "../../bench/robustness/count-levels";
import {
  DEGRADATION_IDS,
  parseRobustness,
  ROBUSTNESS_VERSION,
  type RobustnessCurve,
  type RobustnessLevel,
  type RobustnessReport,
} from "../../lib/evidence/robustness-schema";
import { EXPRESSIONS } from "../../lib/types";

const PICTURES = 60;

export function exampleRobustness(): RobustnessReport {
  const curves = DEGRADATION_IDS.map((degradation): RobustnessCurve => {
    const { unit, levels } = LEVELLED[degradation];
    return { degradation, unit, levels: [0, ...levels].map(exampleLevel) };
  });
  const report: RobustnessReport = {
    version: ROBUSTNESS_VERSION,
    set: "private_test",
    pictures: PICTURES,
    head: "linear-svm",
    headFile: "b".repeat(64),
    inputSidePx: 96,
    backbone: "a".repeat(64),
    curves: adjustPs(curves),
  };
  return parseRobustness(report, "the example");
}

function exampleLevel(level: number, index: number): RobustnessLevel {
  const answers = Array.from({ length: PICTURES }, (_, picture): Answer => {
    const truth = EXPRESSIONS[picture % EXPRESSIONS.length];
    const wrong = EXPRESSIONS[(picture + 1) % EXPRESSIONS.length];
    return {
      truth,
      equalized: picture < 3 * index ? wrong : truth,
      plain: picture < 9 * index ? wrong : truth,
    };
  });
  return countLevel(level, answers);
}
