/** Every degradation of the robustness report on a small drawn picture: nothing at level 0, more at each level. */
import { describe, expect, it, test } from "vitest";
import { degrade, LEVELLED, type Subject } from "../../bench/robustness/degrade";
import { DEGRADATION_IDS, type DegradationId } from "../../lib/evidence/robustness-schema";
import type { FeaturePoints } from "../../lib/quality/measure-place";
import type { Picture, PointPx } from "../../lib/types";
import { randomFor } from "../../training/experiments/random-order";

const SIDE = 48;
/** A head that is tilted a little, so that shapes must turn with it. */
const KEYPOINTS: FeaturePoints = {
  rightEye: { x: 15, y: 17 },
  leftEye: { x: 32, y: 20 },
  noseTip: { x: 23, y: 28 },
  mouthCenter: { x: 22, y: 36 },
};
const subject = (picture: Picture): Subject => ({
  picture,
  face: { keypoints: KEYPOINTS },
  random: randomFor(1, "picture"),
});

/** Grey; `levelAt` gives 0 to 255. */
function draw(levelAt: (x: number, y: number) => number): Picture {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    data.fill(Math.round(levelAt(pixel % SIDE, Math.floor(pixel / SIDE))), 4 * pixel, 4 * pixel + 3);
  }
  return { width: SIDE, height: SIDE, data };
}

/** A ramp, and waves from fine to coarse on it. */
const textured = draw((x, y) => {
  const waves = [5, 8, 13, 21].map((length) => 8 * Math.sin((2 * Math.PI * (x + 0.7 * y)) / length));
  return 40 + 2 * x + waves.reduce((sum, wave) => sum + wave, 0);
});
const flat = draw(() => 150);

const channelOf = ({ data }: Picture, channel: number): number[] =>
  Array.from({ length: SIDE * SIDE }, (_, pixel) => data[4 * pixel + channel]);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean difference of the pixels. */
function distance(a: Picture, b: Picture): number {
  const other = channelOf(b, 0);
  return mean(channelOf(a, 0).map((level, pixel) => Math.abs(level - other[pixel])));
}

/** Level of the pixel in which a point lies. */
const levelAt = ({ data }: Picture, { x, y }: PointPx): number => data[4 * (Math.floor(y) * SIDE + Math.floor(x))];

describe.each(DEGRADATION_IDS)("%s", (degradation) => {
  const { levels } = LEVELLED[degradation];

  it("leaves the picture as it is at level 0", async () => {
    expect(await degrade(subject(textured), degradation, 0)).toBe(textured);
  });

  it("changes more at each level, and keeps size and opacity", async () => {
    let before = 0;
    for (const level of levels) {
      const picture = await degrade(subject(textured), degradation, level);
      expect([picture.width, picture.height, picture.data.length]).toEqual([SIDE, SIDE, SIDE * SIDE * 4]);
      expect(channelOf(picture, 3).every((alpha) => alpha === 255)).toBe(true);
      const change = distance(picture, textured);
      expect(change, `level ${level}`).toBeGreaterThan(before);
      before = change;
    }
  });

  it("does the same each time", async () => {
    const [first, second] = [subject(textured), subject(textured)];
    expect(await degrade(first, degradation, levels[1])).toEqual(await degrade(second, degradation, levels[1]));
  });
});

describe("what covers a face", () => {
  const covered = (degradation: DegradationId, level: number): Promise<Picture> =>
    degrade(subject(flat), degradation, level);

  it.each(LEVELLED.eyes.levels)("a bar %i high covers both eyes, and nothing of the mouth", async (height) => {
    const picture = await covered("eyes", height);
    expect([levelAt(picture, KEYPOINTS.rightEye), levelAt(picture, KEYPOINTS.leftEye)]).toEqual([0, 0]);
    expect(levelAt(picture, KEYPOINTS.mouthCenter)).toBe(150);
  });

  it.each(LEVELLED.mouth.levels)("a bar %i high covers the mouth, and no eye", async (height) => {
    const picture = await covered("mouth", height);
    expect(levelAt(picture, KEYPOINTS.mouthCenter)).toBe(0);
    expect([levelAt(picture, KEYPOINTS.rightEye), levelAt(picture, KEYPOINTS.leftEye)]).toEqual([150, 150]);
  });

  it("a frame stands around the eyes, which stay visible", async () => {
    const picture = await covered("glasses", 2);
    const { rightEye, leftEye } = KEYPOINTS;
    expect([levelAt(picture, rightEye), levelAt(picture, leftEye)]).toEqual([150, 150]);
    for (const eye of [rightEye, leftEye]) {
      const above = [4, 5, 6, 7, 8].map((up) => levelAt(picture, { x: eye.x, y: eye.y - up }));
      expect(Math.min(...above)).toBeLessThan(40);
    }
    const bridge = { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 };
    expect(levelAt(picture, bridge)).toBeLessThan(60);
  });
});

test("less contrast keeps the mean", async () => {
  const picture = await degrade(subject(textured), "contrast", 90);
  expect(Math.abs(mean(channelOf(picture, 0)) - mean(channelOf(textured, 0)))).toBeLessThan(1);
});

test("fewer pixels leave everything where it is", async () => {
  const ramp = draw((x) => 20 + 4 * x);
  const middle = { x: 24, y: 24 };
  for (const level of LEVELLED.size.levels) {
    const picture = await degrade(subject(ramp), "size", level);
    expect(Math.abs(levelAt(picture, middle) - levelAt(ramp, middle)), `${level} px`).toBeLessThanOrEqual(1);
  }
});

test("a turn is clockwise", async () => {
  const dot = draw((x, y) => (Math.hypot(x - 35, y - 23.5) < 3 ? 255 : 0));
  const picture = await degrade(subject(dot), "rotation", 45);
  // 11.5 to the right of the middle comes to lie 8 to the right and 8 below it.
  expect(levelAt(picture, { x: 32, y: 32 })).toBe(255);
});

test("the noise of a level is that of the level before, only stronger", async () => {
  const mild = channelOf(await degrade(subject(flat), "noise", 8), 0);
  const strong = channelOf(await degrade(subject(flat), "noise", 16), 0);
  const faults = strong.map((level, pixel) => Math.abs(level - 150 - 2 * (mild[pixel] - 150)));
  // Both are rounded.
  expect(Math.max(...faults)).toBeLessThanOrEqual(1.5);
});
