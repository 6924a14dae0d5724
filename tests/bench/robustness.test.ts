/** Reading a picture at several levels, counting the answers, and the report's schema. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adjustPs, countLevel, type Answer } from "../../bench/robustness/count-levels";
import { readLevels } from "../../bench/robustness/read-levels";
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { parseRobustness } from "../../lib/evidence/robustness-schema";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { runCrop } from "../../lib/pipeline/run-frame";
import { ASTRONAUT } from "../helpers/pictures";
import { thrownBy } from "../helpers/thrown-error";
import { exampleRobustness } from "./example-robustness";

const report = exampleRobustness();

describe("reading", () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await openPipeline();
  });
  afterAll(() => pipeline?.dispose());
  const sample = { file: "astronaut.png", bytes: new Uint8Array(readFileSync(ASTRONAUT)) };

  it("says of an untouched picture what classify --crops says, both ways", async () => {
    const [reading] = await readLevels(pipeline, { sample, degradation: "noise", levels: [0] });
    const { backbone, defaultHead } = pipeline.manifest;
    const picture = await readPicture(sample.bytes);
    for (const [way, equalize] of [["equalized", true] as const, ["plain", false] as const]) {
      const settings = { inputSide: backbone.defaultSide, head: defaultHead, equalize };
      const { faces } = await runCrop(pipeline, picture, settings);
      expect(reading[way], way).toBe(faces[0].expression);
    }
  });

  it("gives a pair of readings a level, the same each time", async () => {
    const job = { sample, degradation: "noise", levels: [8, 64] } as const;
    const readings = await readLevels(pipeline, job);
    expect(readings).toHaveLength(2);
    expect(await readLevels(pipeline, job)).toEqual(readings);
  });

  it("a picture without a face is read all the same", async () => {
    const wall = sharp({ create: { width: 48, height: 48, channels: 3, background: "#777" } });
    const blank = { file: "wall.png", bytes: new Uint8Array(await wall.png().toBuffer()) };
    expect(await readLevels(pipeline, { sample: blank, degradation: "eyes", levels: [0, 8] })).toHaveLength(2);
  });
});

describe("counting", () => {
  const answer = (equalized: Answer["equalized"], plain: Answer["plain"]): Answer => ({
    truth: "happy",
    equalized,
    plain,
  });

  it("counts right answers of each way, and those of one way only", () => {
    const answers = [answer("happy", "happy"), answer("happy", "sad"), answer("sad", "happy"), answer("happy", "sad")];
    const level = countLevel(3, answers);
    expect(level).toMatchObject({ level: 3, onlyEqualized: 2, onlyPlain: 1, p: 1 });
    expect([level.equalized.right, level.plain.right, level.plain.of]).toEqual([3, 2, 4]);
  });

  it("adjusts over all levels at once; the untouched one counts once", () => {
    const level = (at: number, p: number) => ({ ...countLevel(at, [answer("happy", "happy")]), p, adjustedP: p });
    const untouched = level(0, 0.9);
    const adjusted = adjustPs([
      { degradation: "blur", unit: "", levels: [untouched, level(1, 0.01), level(2, 0.02)] },
      { degradation: "noise", unit: "", levels: [untouched, level(8, 0.03)] },
    ]);
    const ps = adjusted.map(({ levels }) => levels.map(({ adjustedP }) => Number(adjustedP.toFixed(9))));
    // Four tests: 0.01 x 4, 0.02 x 3, 0.03 x 2 (not below the one before), 0.9 x 1.
    expect(ps).toEqual([
      [0.9, 0.04, 0.06],
      [0.9, 0.06],
    ]);
  });
});

describe("the schema", () => {
  const [first, ...others] = report.curves;
  const message = (change: object): string =>
    thrownBy(() => parseRobustness({ ...report, ...change }, "robustness.json")).message;
  const withLevel = (change: object): object => ({
    curves: [{ ...first, levels: [{ ...first.levels[0], ...change }, ...first.levels.slice(1)] }, ...others],
  });

  it("takes what the script makes, also of some curves only", () => {
    expect(parseRobustness(JSON.parse(JSON.stringify(report)), "robustness.json")).toEqual(report);
    expect(parseRobustness({ ...report, curves: [first] }, "robustness.json").curves).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ["another version", { version: 2 }, "robustness.json does not fit its schema: version"],
    ["another set", { set: "train" }, "set: "],
    ["no curve", { curves: [] }, "curves: "],
    ["an unknown degradation", { curves: [{ ...first, degradation: "rain" }] }, "curves.0.degradation"],
    ["a curve twice", { curves: [first, first] }, "curves.1.degradation: got darker once more, expected each once"],
    ["no levels", { curves: [{ ...first, levels: [] }] }, "curves.0.levels"],
    [
      "a curve that does not begin with the untouched picture",
      withLevel({ level: 1 }),
      "curves.0.levels.0.level: got 1, expected 0, the picture as it is",
    ],
    ["shares of another sample", { pictures: 61 }, "curves.0.levels.0: got shares of 60 and 60 pictures, expected 61"],
    [
      "pairs that do not fit the shares",
      withLevel({ onlyEqualized: 2 }),
      "curves.0.levels.0: got 2 and 0 right in one way only, expected a difference of 0",
    ],
  ])("refuses %s", (_, change, words) => expect(message(change)).toContain(words));
});
