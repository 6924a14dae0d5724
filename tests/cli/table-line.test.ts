/** One picture's line for people. */
import { expect, it } from "vitest";
import { tableLine } from "../../cli/table-line";
import { LABELS7, type FaceReading, type FaceStatus, type Label7 } from "../../lib/types";

const face = (status: FaceStatus): FaceReading => ({
  box: { x: 0, y: 0, width: 1, height: 1 },
  score: 0.9,
  expression: "sad",
  probabilities: { happy: 0.2, sad: 0.7, surprise: 0.1 },
  labels7: Object.fromEntries(LABELS7.map((label) => [label, 1 / 7])) as Record<Label7, number>,
  status,
});

it.each([
  ["ok", "looks sad"],
  ["other", "other (nearest: sad)"],
  ["blurred", "not judged: blurred"],
  ["unaligned", "no face found in the crop; read as it is: nearest sad"],
] as const)("a face that is %s: %s", (status, words) => {
  expect(tableLine({ file: "a.png", faces: [face(status)] })).toBe(
    `a.png  ${words} (happy 20 %, sad 70 %, surprise 10 %)`,
  );
});

it("stays one line whatever a file is called", () => {
  expect(tableLine({ file: "a\nb\u001b[31m.png", faces: [] })).toBe("a\\nb\\u001b[31m.png  no face found");
});
