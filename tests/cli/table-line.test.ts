/** One picture's line for people. */
import { expect, it } from "vitest";
import { tableLine } from "../../cli/table-line";
import { LABELS7, type FaceReading, type FaceStatus, type Label7 } from "../../lib/types";

const EVEN = Object.fromEntries(LABELS7.map((label) => [label, 0.1])) as Record<Label7, number>;

const face = (status: FaceStatus): FaceReading => ({
  box: { x: 0, y: 0, width: 1, height: 1 },
  score: 0.9,
  expression: "sad",
  probabilities: { happy: 0.2, sad: 0.7, surprise: 0.1 },
  labels7: { ...EVEN, fear: 0.4 },
  status,
});

it.each([
  ["ok", "looks sad"],
  ["other", "other, nearest: fear; of the three: sad"],
  ["blurred", "not judged: blurred"],
  ["unaligned", "no face found in the crop; read as it is: nearest sad"],
] as const)("a face that is %s: %s", (status, words) => {
  expect(tableLine({ file: "a.png", faces: [face(status)] })).toBe(
    `a.png  ${words} (happy 20 %, sad 70 %, surprise 10 %)`,
  );
});

it("stays one line whatever a file is called and whatever is said of it", () => {
  const name = "a\nb\u001b[31m\u009b.png";
  const spelled = "a\\nb\\u001b[31m\\u009b.png";
  expect(tableLine({ file: name, faces: [] })).toBe(`${spelled}  no face found`);
  expect(tableLine({ file: name, error: `no ${name}` })).toBe(`${spelled}  could not be read: no ${spelled}`);
});
