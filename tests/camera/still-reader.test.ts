/** A still picture's reads, with bitmaps that count how often they are closed: one in flight, one more however often asked. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PumpedFrame } from "../../lib/camera/frame-pump";
import { createStillReader } from "../../lib/camera/still-reader";
import { settled } from "../helpers/settled";

const PICTURE = new Blob(["x"], { type: "image/png" });

let made: { closed: number; close(): void }[];
beforeEach(() => {
  made = [];
  vi.stubGlobal("createImageBitmap", async () => {
    const bitmap = { closed: 0, close: () => void bitmap.closed++ };
    made.push(bitmap);
    return bitmap;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A reader that answers when the test says so. */
function startReader() {
  const open: (() => void)[] = [];
  const problems: string[] = [];
  let reads = 0;
  const reader = createStillReader(PICTURE, {
    read: ({ frame }: PumpedFrame) => {
      reads++;
      return new Promise((resolve) =>
        open.push(() => {
          frame.close();
          resolve();
        }),
      );
    },
    onProblem: (error) => problems.push(String(error)),
  });
  return { reader, problems, reads: () => reads, answer: () => open.shift()?.() };
}

it("has one read in flight, and one more after it however often it is asked for", async () => {
  const { reader, reads, answer } = startReader();
  for (let change = 0; change < 5; change++) {
    reader.readAgain();
    await settled();
  }
  expect({ reads: reads(), bitmaps: made.length }).toEqual({ reads: 1, bitmaps: 1 });
  answer();
  await settled();
  answer();
  await settled();
  expect({ reads: reads(), bitmaps: made.length }).toEqual({ reads: 2, bitmaps: 2 });
  reader.readAgain();
  await settled();
  expect(reads()).toBe(3);
});

it("says that the file can no longer be read, and tries again when it is asked to", async () => {
  const { reader, problems, reads } = startReader();
  const working = createImageBitmap;
  vi.stubGlobal("createImageBitmap", () => Promise.reject(new DOMException("It is gone", "NotReadableError")));
  reader.readAgain();
  await settled();
  expect(problems).toEqual(["NotReadableError: It is gone"]);
  vi.stubGlobal("createImageBitmap", working);
  reader.readAgain();
  await settled();
  expect(reads()).toBe(1);
});

it.each([
  ["its bitmap is made", 0],
  ["it is read", 1],
])("stopped while %s, it reads nothing more and says nothing", async (_, expected) => {
  const { reader, problems, reads, answer } = startReader();
  reader.readAgain();
  if (expected > 0) await settled();
  reader.readAgain();
  reader.stop();
  await settled();
  answer();
  await settled();
  expect({ reads: reads(), problems }).toEqual({ reads: expected, problems: [] });
  expect(made.map(({ closed }) => closed)).toEqual([1]);
});
