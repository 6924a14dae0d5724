/** What ship:heads takes from a report, and which reports it refuses. */
import { describe, expect, it, test } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import type { Manifest } from "../../lib/models/manifest";
import { recipeOf } from "../../training/ship-heads/recipe";
import { exampleReport } from "../experiments/example-answers";

const report = exampleReport();
const shipped = readShippedManifest();
/** The example's backbone. */
const manifest: Manifest = { ...shipped, backbone: { ...shipped.backbone, sha256: "a".repeat(64) } };

it("takes the chosen set, the seed, and the choice in words", () => {
  const { row, seed, chosenFrom } = recipeOf(report, manifest, false);
  expect({ row, seed }).toEqual({ row: { set: "DS4", augmentation: "rotation" }, seed: report.settings.seed });
  expect(chosenFrom).toBe(`${report.headsFrom.why} (Report of 2026-11-25, commit cccccccccccc.)`);
});

it("takes a quick report for a quick run", () => {
  expect(recipeOf({ ...report, quick: true }, manifest, true).row.set).toBe("DS4");
});

describe("refuses a report", () => {
  test.each([
    ["of other weights", {}, shipped, /got weights aaaaaaaaaaaa, expected [0-9a-f]{12}: npm run experiments/],
    ["of a quick run", { quick: true }, manifest, "got one of a quick run, expected one of all pictures"],
    [
      "that chose for another backbone",
      { headsFrom: { ...report.headsFrom, backbone: "imagenet" as const } },
      manifest,
      "got a choice for backbone imagenet, expected ours",
    ],
    [
      "at another size",
      { settings: { ...report.settings, inputSidePx: 224 } },
      manifest,
      "got an input side of 224 px, expected 96 px",
    ],
  ])("%s", (_, change, ofManifest, message) => {
    expect(() => recipeOf({ ...report, ...change }, ofManifest, false)).toThrow(message);
  });
});
