/** What may be said of a tracked face follows the label set, at once and without losing the track. */
import { describe, expect, it } from "vitest";
import { createTracker } from "../../lib/track/create-tracker";
import { mostly, neutralAt, readingAt, SETTINGS } from "./readings";

describe("a neutral face", () => {
  it.each([
    ["three", "other"],
    ["three-neutral", "neutral"],
    ["seven", "neutral"],
  ] as const)("is with label set %s called %s", (set, label) => {
    const [face] = createTracker(SETTINGS).update([neutralAt(0)], 0, set);
    expect(face).toMatchObject({ label, status: "other" });
  });
});

it("a happy face is happy with every set", () => {
  for (const set of ["three", "three-neutral", "seven"] as const) {
    const [face] = createTracker(SETTINGS).update([readingAt(0)], 0, set);
    expect(face).toMatchObject({ label: "happy", status: "ok", expression: "happy" });
  }
});

it("an angry face has its name only among seven", () => {
  const angry = { ...neutralAt(0), labels7: mostly("angry") };
  const said = (set: "three-neutral" | "seven") => createTracker(SETTINGS).update([angry], 0, set)[0].label;
  expect(said("three-neutral")).toBe("other");
  expect(said("seven")).toBe("angry");
});

it("a face of which none of the seven is likely enough cannot be told among them", () => {
  const torn = { ...mostly("sad"), sad: 0.28, fear: 0.27, happy: 0.2, surprise: 0.21 };
  const said = (set: "three" | "seven") =>
    createTracker(SETTINGS).update([{ ...readingAt(0), labels7: torn }], 0, set)[0];
  expect(said("seven")).toMatchObject({ label: "unsure", status: "other" });
  expect(said("three")).toMatchObject({ label: "happy", status: "ok" });
});

it("another set takes effect with the next frame, and the track stays", () => {
  const tracker = createTracker(SETTINGS);
  const [before] = tracker.update([neutralAt(0)], 0, "three");
  const [after] = tracker.update([neutralAt(0)], 33, "seven");
  expect([before.label, after.label]).toEqual(["other", "neutral"]);
  expect(after.trackId).toBe(before.trackId);
});
