/** The accuracy report's contract: what fits goes through unchanged, what does not is named. */
import { describe, expect, it } from "vitest";
import { parseAccuracy, resultOf, rowsAtDefault, type AccuracyReport } from "../../lib/evidence/accuracy-schema";
import { thrownBy } from "../helpers/thrown-error";
import { exampleAccuracy, MODELS } from "./example-accuracy";

const report = exampleAccuracy();
const messageOf = (json: unknown): string => thrownBy(() => parseAccuracy(json, "accuracy.json")).message;
const withRow = (change: Partial<AccuracyReport["rows"][number]>): AccuracyReport => ({
  ...report,
  rows: [{ ...report.rows[0], ...change }],
});

it("comes back from JSON as it was", () => {
  expect(parseAccuracy(JSON.parse(JSON.stringify(report)), "accuracy.json")).toEqual(report);
});

it("gives rows at the default size, and a head's result by id or the default one's", () => {
  expect(rowsAtDefault(report).map(({ set }) => set)).toEqual(["public_test", "private_test", "ffhq"]);
  expect(resultOf(report, report.rows[0]).id).toBe("good");
  expect(resultOf(report, report.rows[0], "bad").id).toBe("bad");
});

describe("refuses, with got and expected", () => {
  it.each([
    ["an old file", { madeBy: "training/measure-accuracy.ts", rows: [] }, "version: got none, expected 6"],
    ["another version", { ...report, version: 2 }, "version: got 2, expected 6"],
    ["no object", null, "version: got none, expected 6"],
  ])("%s, and says what makes a new one", (_, json, words) => {
    expect(messageOf(json)).toContain(`accuracy.json: ${words}`);
    expect(messageOf(json)).toContain("npm run measure:accuracy");
  });

  it.each([
    ["pictures that were not counted", withRow({ pictures: 8 }), "rows.0: got 7 pictures in confusion7, expected 8"],
    ["a head that is missing", withRow({ heads: [] }), "rows.0: got heads , expected good, bad"],
    [
      "a curve without the threshold in use",
      withRow({ rejection: { raw: [], majority: [] } }),
      "rows.0: got a curve without the threshold in use, expected 0.35",
    ],
    [
      "an unknown default head",
      { ...report, models: { ...MODELS, defaultHead: "none" } },
      "got default head none, expected one of good,bad",
    ],
    ["an unknown set", { ...report, rows: [{ ...report.rows[0], set: "holiday" }] }, "rows.0.set"],
    ["a matrix of another shape", withRow({ confusion7: [[1]] }), "rows.0.confusion7"],
    ["no rows", { ...report, rows: [] }, "rows"],
  ])("%s", (_, json, words) => {
    expect(messageOf(json)).toContain("accuracy.json does not fit its schema");
    expect(messageOf(json)).toContain(words);
  });
});
