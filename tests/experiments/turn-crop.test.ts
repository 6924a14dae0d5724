/** Copies of a crop: turned about the middle, mirrored or not, of the same size. */
import { describe, expect, it, test } from "vitest";
import type { GreyCrop } from "../../lib/types";
import { ROTATION_DEGREES } from "../../training/experiments/plan";
import { turnCrop, turnOf } from "../../training/experiments/turn-crop";

const SIDE = 9;
const crop: GreyCrop = { side: SIDE, data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 37) % 256) };
const degrees = (value: number): number => (value * Math.PI) / 180;

describe("turnCrop", () => {
  test.each([0, 1, -7.3, 15, 45])("by %d degrees keeps the size and the crop that came in", (angle) => {
    const before = crop.data.slice();
    const turned = turnCrop(crop, { angleRad: degrees(angle), mirrored: false });
    expect(turned.side).toBe(SIDE);
    expect(turned.data.length).toBe(SIDE * SIDE);
    expect(crop.data).toEqual(before);
  });

  it("by 0 degrees changes nothing", () => {
    expect(turnCrop(crop, { angleRad: 0, mirrored: false })).toEqual(crop);
  });

  it("by 90 degrees takes the top left corner to the top right: clockwise", () => {
    const { data } = turnCrop(crop, { angleRad: degrees(90), mirrored: false });
    expect(data[SIDE - 1]).toBe(crop.data[0]);
    expect(data[0]).toBe(crop.data[(SIDE - 1) * SIDE]);
  });

  it("mirrors left and right, twice is none", () => {
    const once = turnCrop(crop, { angleRad: 0, mirrored: true });
    expect(once.data[0]).toBe(crop.data[SIDE - 1]);
    expect(once.data[SIDE]).toBe(crop.data[2 * SIDE - 1]);
    expect(turnCrop(once, { angleRad: 0, mirrored: true })).toEqual(crop);
  });

  it("repeats the border, so a blank crop stays blank", () => {
    const blank: GreyCrop = { side: SIDE, data: new Uint8Array(SIDE * SIDE).fill(93) };
    expect(turnCrop(blank, { angleRad: degrees(14), mirrored: true })).toEqual(blank);
  });
});

describe("turnOf", () => {
  const turns = Array.from({ length: 500 }, (_, copy) => turnOf(1, "fer2013/train/00001.webp", copy, true));

  it("stays within the stated range, and uses it", () => {
    const angles = turns.map(({ angleRad }) => (Math.abs(angleRad) * 180) / Math.PI);
    expect(Math.max(...angles)).toBeLessThanOrEqual(ROTATION_DEGREES);
    expect(Math.max(...angles)).toBeGreaterThan(0.95 * ROTATION_DEGREES);
  });

  it("mirrors about half of the copies, and none without flip", () => {
    const mirrored = turns.filter((turn) => turn.mirrored).length;
    expect(Math.abs(mirrored - 250)).toBeLessThan(60);
    expect(turnOf(1, "a", 1, false).mirrored).toBe(false);
  });

  it("turns a copy by the same angle with and without flip", () => {
    for (let copy = 1; copy < 20; copy++) {
      expect(turnOf(1, "a", copy, true).angleRad).toBe(turnOf(1, "a", copy, false).angleRad);
    }
  });

  it("depends on seed, picture and copy", () => {
    const [one, ...others] = [
      turnOf(1, "a", 1, false),
      turnOf(2, "a", 1, false),
      turnOf(1, "b", 1, false),
      turnOf(1, "a", 2, false),
    ];
    expect(turnOf(1, "a", 1, false)).toEqual(one);
    for (const other of others) expect(other.angleRad).not.toBe(one.angleRad);
  });
});
