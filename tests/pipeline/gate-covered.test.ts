/** The decision of the gate "covered", on a head of one feature: its limit, and what happens without the gate. */
import { describe, expect, it } from "vitest";
import { createHeadOf } from "../../lib/heads";
import { COVERED_LABELS, gateCovered } from "../../lib/pipeline/gate-covered";
import { floats } from "../helpers/head-files";

/** The feature is the logit of "covered". */
const head = createHeadOf(
  {
    header: { id: "covered", name: "Covered", kind: "linear", labels: [...COVERED_LABELS], temperature: 1 },
    arrays: { mean: floats([1], 0), deviation: floats([1], 1), weights: floats([2, 1], 0, 1), bias: floats([2], 0, 0) },
  },
  "covered.head",
  1,
);
const gate = (logit: number) => gateCovered({ coveredGate: { head, maximumCovered: 0.75 } }, Float32Array.of(logit));

describe("gateCovered", () => {
  const limit = Math.log(3);

  it.each([-5, 0, limit - 0.01])("lets a face pass at a log-odds of %f", (logit) => expect(gate(logit)).toBeNull());

  it.each([limit + 0.01, 5])("refuses it at %f", (logit) => expect(gate(logit)).toBe("covered"));

  it("lets every face pass where the manifest has no such gate", () => {
    expect(gateCovered({ coveredGate: null }, Float32Array.of(50))).toBeNull();
  });
});
