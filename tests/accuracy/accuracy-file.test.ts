/** The report on disk: rows come back, those of other model files do not, and a fault leaves the file as it was. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import { modelsOf, readStoredRows, writeAccuracy } from "../../training/accuracy/accuracy-file";
import { thrownBy } from "../helpers/thrown-error";
import { exampleAccuracy, MODELS } from "./example-accuracy";

const { date, models, rows } = exampleAccuracy();
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mien-accuracy-"));
  path = join(folder, "accuracy.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("rows", () => {
  it("come back sorted, shares rounded to four digits", () => {
    writeAccuracy(path, { date, models, rows: [...rows].reverse() });
    const stored = readStoredRows(path, models);
    expect(stored.reason).toBeUndefined();
    expect(stored.rows.map(({ set, size }) => `${set} ${size}`)).toEqual(rows.map(({ set, size }) => `${set} ${size}`));
    expect(stored.rows.map(({ confusion7 }) => confusion7)).toEqual(rows.map(({ confusion7 }) => confusion7));
    expect(stored.rows[0].rejection?.raw.find(({ threshold }) => threshold === 0.35)).toBeDefined();
    expect(stored.rows[0].heads[0].majorityConfusion).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
    expect(stored.rows[0].rejected.raw.ofThree).toMatchObject({ right: 0, of: 3, rate: 0, high: 0.5615 });
  });

  it("stand one a line, so that a new measurement is a small change", () => {
    writeAccuracy(path, { date, models, rows });
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines.filter((line) => line.startsWith('  {"set":'))).toHaveLength(rows.length);
    expect(readFileSync(path, "utf8")).not.toMatch(/\d\.\d{5}/);
  });

  it("there are none without a file", () => expect(readStoredRows(path, models)).toEqual({ rows: [] }));

  it.each([
    ["another head", { ...MODELS, heads: MODELS.heads.map((head) => ({ ...head, sha256: "0".repeat(64) })) }],
    ["another backbone", { ...MODELS, backbone: "0".repeat(64) }],
    ["another threshold", { ...MODELS, decision: { ...MODELS.decision, minimumExpressionShare: 0.4 } }],
  ])("of %s do not count", (_, others) => {
    writeAccuracy(path, { date, models, rows });
    expect(readStoredRows(path, others)).toMatchObject({
      rows: [],
      reason: expect.stringContaining("other model files"),
    });
  });

  it("of an old file do not count, and it is said", () => {
    writeFileSync(
      path,
      JSON.stringify({ madeBy: "training/measure-accuracy.ts", backbone: MODELS.backbone, rows: [] }),
    );
    expect(readStoredRows(path, models)).toMatchObject({
      rows: [],
      reason: expect.stringContaining("version: got none"),
    });
  });
});

it("what does not fit is not written", () => {
  writeFileSync(path, "before");
  const error = thrownBy(() => writeAccuracy(path, { date, models, rows: [{ ...rows[0], pictures: 99 }] }));
  expect(error.message).toContain("got 7 pictures in confusion7, expected 99");
  expect(readFileSync(path, "utf8")).toBe("before");
  expect(readdirSync(folder)).toEqual(["accuracy.json"]);
});

it("the shipped files are what their manifest says", () => {
  const manifest = readShippedManifest();
  const shipped = modelsOf(manifest);
  expect(shipped.backbone).toBe(manifest.backbone.sha256);
  expect(shipped.heads.map(({ id }) => id)).toEqual(manifest.heads.map(({ id }) => id));
  expect(new Set(shipped.heads.map(({ sha256 }) => sha256)).size).toBe(manifest.heads.length);
  expect(shipped.coveredGate?.maximumCovered).toBe(manifest.coveredGate?.maximumCovered);
});
