/** `--keep`: an earlier report's results of the backbones that were not run again. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseReport } from "../../lib/evidence/report-schema";
import { readKept } from "../../training/experiments/keep-backbones";
import { exampleReport } from "./example-answers";

const report = exampleReport();
let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mien-keep-"));
  path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(report));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("takes over the other backbone's rows alone, all of them, and says where they are from", () => {
  const kept = readKept(path, ["ours"], report.settings);
  expect(kept.backbones.map(({ id }) => id)).toEqual(["imagenet"]);
  for (const table of ["splits", "cells", "leakage", "pairedTests"] as const) {
    const expected = report[table].filter(({ backbone }) => backbone === "imagenet");
    expect(expected.length).toBeGreaterThan(0);
    expect(kept[table]).toEqual(expected);
  }
  expect(kept.notes).toEqual([expect.stringContaining(report.madeBy.date)]);
});

it("what is kept and what is run anew make one report", () => {
  const kept = readKept(path, ["ours"], report.settings);
  const cells = report.cells.filter(({ backbone }) => backbone === "ours");
  const whole = parseReport({ ...report, cells: [...kept.cells, ...cells] }, path);
  expect(whole.cells).toEqual(report.cells);
});

it("kept once more, it still says which run it is from, and choices are made by our backbone's results alone", () => {
  const { notes } = readKept(path, ["ours"], report.settings);
  const later = { ...report, madeBy: { ...report.madeBy, date: "2030-01-01" }, notes: [...report.notes, ...notes] };
  writeFileSync(path, JSON.stringify(later));
  const kept = readKept(path, ["ours"], report.settings);
  expect(kept.notes).toEqual(notes);
  expect(kept.choices).toBeNull();
  const { best, headsFrom } = report;
  expect(readKept(path, ["imagenet"], report.settings).choices).toEqual({ best, headsFrom });
});

it("nothing is kept without a report", () => {
  expect(readKept(null, ["ours"], report.settings)).toMatchObject({ backbones: [], cells: [], notes: [] });
});

it("refuses what could not stand in one table with this run", () => {
  expect(() => readKept(path, ["ours"], { ...report.settings, inputSidePx: 224 })).toThrow(/--keep: got .*224/);
  expect(() => readKept(path, ["imagenet", "ours"], report.settings)).toThrow("expected another's too");
  writeFileSync(path, JSON.stringify({ ...report, quick: true }));
  expect(() => readKept(path, ["ours"], report.settings)).toThrow("quick run");
  const settings = { ...report.settings, data: "folder" as const };
  writeFileSync(path, JSON.stringify({ ...report, settings }));
  expect(() => readKept(path, ["ours"], settings)).toThrow("got a report of a folder");
  writeFileSync(path, JSON.stringify({ version: 1 }));
  expect(() => readKept(path, ["ours"], report.settings)).toThrow("madeBy");
});
