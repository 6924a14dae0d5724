/** The sentences below the robustness charts, from a made-up report whose numbers are easy to count. */
import { describe, expect, it } from "vitest";
import { DEGRADATION_NAMES, levelWords, robustnessSummary } from "../../components/lab/robustness-words";
import { adjustPs } from "../../bench/robustness/count-levels";
import { DEGRADATION_IDS, type RobustnessCurve, type RobustnessLevel } from "../../lib/evidence/robustness-schema";
import { exampleRobustness } from "../bench/example-robustness";

const report = exampleRobustness();
const summary = robustnessSummary(report);
const sentence = (start: string): string => summary.find((text) => text.startsWith(start)) ?? "";

/** The report with both ways exchanged, so that equalization costs what it brought. */
function exchanged(): RobustnessCurve[] {
  const exchange = ({ equalized, plain, onlyEqualized, onlyPlain, ...rest }: RobustnessLevel): RobustnessLevel => ({
    ...rest,
    equalized: plain,
    plain: equalized,
    onlyEqualized: onlyPlain,
    onlyPlain: onlyEqualized,
  });
  return report.curves.map((curve) => ({ ...curve, levels: curve.levels.map(exchange) }));
}

describe("summary", () => {
  it("begins with the untouched faces", () => {
    expect(summary[0]).toBe(
      "As they are, 100.0 % (94.0–100.0) of 60 faces are read right with equalization and 100.0 % (94.0–100.0) without.",
    );
  });

  it("has a sentence for each degradation: from where on accuracy is below 80 %", () => {
    for (const degradation of DEGRADATION_IDS) expect(sentence(`${DEGRADATION_NAMES[degradation]} (`)).not.toBe("");
    expect(sentence("Out of focus")).toBe(
      "Out of focus (sigma, pixels of a 48 px face): below 80 % from 3 on with equalization, below 80 % from 1 on without.",
    );
    // 12 of 60 wrong is 80 %, which is not below it.
    expect(sentence("Mouth covered")).toBe(
      "Mouth covered (height of the bar, pixels of a 48 px face): not below 80 % up to 16 with equalization, below 80 % from 8 on without.",
    );
  });

  it("says it once where both ways are alike", () => {
    const curves = report.curves.map((curve) => ({
      ...curve,
      levels: curve.levels.map((level) => ({ ...level, plain: level.equalized, onlyEqualized: 0, p: 1 })),
    }));
    const alike = robustnessSummary({ ...report, curves: adjustPs(curves) });
    expect(alike).toContain("JPEG (quality, of 100): below 80 % from 5 on, with equalization and without.");
    expect(alike).toContain("There is no level at which equalization clearly reads more faces right.");
    expect(alike).toContain("There is no level at which it clearly reads fewer right.");
  });

  it("says it where untouched faces are read badly already", () => {
    const curves = report.curves.map(({ levels, ...curve }) => ({
      ...curve,
      levels: levels.map((level, index) => (index === 0 ? { ...levels[2], level: 0 } : level)),
    }));
    expect(robustnessSummary({ ...report, curves })[1]).toContain(
      "from 5 on with equalization, below 80 % as they are",
    );
  });

  it("names the levels at which equalization clearly helps, with the points", () => {
    const helps = sentence("Equalization clearly reads more");
    // 6 against 0 is p = 0.031 before the adjustment for 52 comparisons, 12 against 0 is p = 0.0005.
    expect(helps).toContain("JPEG 30 (+20.0), JPEG 20 (+30.0), JPEG 10 (+40.0), JPEG 5 (+50.0)");
    expect(helps).not.toContain("JPEG 50");
    expect(summary.at(-1)).toContain("on the same 60 faces, p below 0.05 after Holm’s adjustment for 52 comparisons");
  });

  it("names those at which it clearly costs", () => {
    const worse = robustnessSummary({ ...report, curves: exchanged() });
    expect(worse.find((text) => text.startsWith("It clearly reads fewer right"))).toContain("JPEG 5 (−50.0)");
  });

  it("holds no number that is none", () => {
    for (const text of summary) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it("level 0 is the picture as it is", () => {
  expect([0, 0.5, 16].map(levelWords)).toEqual(["as is", "0.5", "16"]);
});
