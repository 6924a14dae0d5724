/** Sums of bench/quality-gates.ts: who is refused, and how right refused and kept faces are read. */
import { expect, it } from "vitest";
import { summarize, type Outcome } from "../../bench/quality/outcome";

const outcome = (status: Outcome["status"], right: boolean, label: Outcome["label"] = "happy"): Outcome => ({
  label,
  status,
  right,
});

it("counts refused faces by gate, and right ones apart", () => {
  const summary = summarize([
    outcome("ok", true),
    outcome("other", false),
    outcome("too-dark", true),
    outcome("blurred", false),
    outcome("blurred", true),
    outcome(null, false),
  ]);
  expect(summary).toMatchObject({
    pictures: 6,
    found: 5,
    gated: { right: 3, of: 5 },
    gatedBy: { "too-dark": 1, blurred: 2 },
    all: { right: 3, of: 5 },
    kept: { right: 1, of: 2 },
    refused: { right: 2, of: 3 },
  });
});

it("asks only faces of the three whether they are read right", () => {
  const { found, all } = summarize([outcome("ok", false, "neutral"), outcome("ok", true)]);
  expect(found).toBe(2);
  expect(all).toMatchObject({ right: 1, of: 1 });
});
