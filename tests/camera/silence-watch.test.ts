/** When a camera that gives no pictures is noticed. */
import { expect, it } from "vitest";
import { createSilenceWatch, LOST_AFTER_MS, SILENT_AFTER_MS, type SilenceWatch } from "../../lib/camera/silence-watch";

const STEP_MS = 250;

/** Looks four times a second from one moment to another; gives each answer that differs from the one before, and when. */
function answers(watch: SilenceWatch, fromMs: number, toMs: number, sign: (nowMs: number) => number) {
  const changes: (readonly [string, number])[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += STEP_MS) {
    const answer = watch.look(sign(nowMs), nowMs);
    if (changes.at(-1)?.[0] !== answer) changes.push([answer, nowMs]);
  }
  return changes;
}

it("is silent, then lost, after so long without a sign", () => {
  expect(answers(createSilenceWatch(), 0, 2 * LOST_AFTER_MS, () => 1)).toEqual([
    ["none", 0],
    ["silent", SILENT_AFTER_MS],
    ["lost", LOST_AFTER_MS],
  ]);
});

it("is neither with a sign now and then", () => {
  const sign = (nowMs: number) => Math.floor(nowMs / (SILENT_AFTER_MS - STEP_MS));
  expect(answers(createSilenceWatch(), 0, 10 * LOST_AFTER_MS, sign)).toEqual([["none", 0]]);
});

it("counts from now on after reset, and after a time in which nobody looked", () => {
  const watch = createSilenceWatch();
  answers(watch, 0, SILENT_AFTER_MS - STEP_MS, () => 1);
  watch.reset();
  expect(watch.look(1, SILENT_AFTER_MS)).toBe("none");
  const wokeMs = 100 * LOST_AFTER_MS;
  expect(answers(watch, wokeMs, wokeMs + SILENT_AFTER_MS, () => 1)).toEqual([
    ["none", wokeMs],
    ["silent", wokeMs + SILENT_AFTER_MS],
  ]);
});
