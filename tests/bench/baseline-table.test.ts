/** What one's own neutral face brings, as MODEL_CARD prints it. */
import { describe, expect, it } from "vitest";
import type { BaselineReport, Comparison } from "../../bench/baseline/report";
import { shareOf } from "../../lib/evidence/share";
import { baselineTable } from "../../scripts/baseline-table";
import { MODELS } from "../accuracy/example-accuracy";

const UNCHANGED: Comparison = { without: shareOf(8, 10), with: shareOf(8, 10), gained: 0, lost: 0, p: 1 };
const BETTER: Comparison = { without: shareOf(8, 20), with: shareOf(16, 20), gained: 8, lost: 0, p: 0.0078 };
const WORSE: Comparison = { without: shareOf(16, 20), with: shareOf(8, 20), gained: 0, lost: 8, p: 0.0078 };
const CHANCE: Comparison = { without: shareOf(8, 10), with: shareOf(9, 10), gained: 1, lost: 0, p: 1 };

const textOf = (comparisons: BaselineReport["comparisons"]): string =>
  baselineTable({
    madeBy: "bench/baseline.ts",
    date: "2026-11-30",
    machine: "2 cores, some processor",
    models: MODELS,
    size: 96,
    head: "good",
    set: "jaffe",
    people: 3,
    pictures: 20,
    strength: 1,
    comparisons,
  });

it("has a row a comparison, and says how it was measured", () => {
  const lines = textOf({ "what is said": BETTER }).split("\n");
  expect(lines[2]).toBe("| what is said | 20 | 40.0 % (21.9–61.3) | 80.0 % (58.4–91.9) | 8 | 0 | 0.008 |");
  expect(lines.slice(-2).join(" ")).toContain("20 pictures of 3 people (JAFFE), 96 px, default head;");
});

describe("whether it helps", () => {
  it.each([
    ["nothing changes", { a: UNCHANGED }, "On JAFFE it changes no answer, so it gains nothing there."],
    ["too little changes", { a: UNCHANGED, b: CHANCE }, "On JAFFE it gains nothing that could not be chance."],
    ["it helps and harms", { a: BETTER, b: WORSE, c: CHANCE }, "On JAFFE, and hardly by chance, a: better; b: worse."],
  ])("%s", (_, comparisons, sentence) => expect(textOf(comparisons).split("\n")).toContain(sentence));
});
