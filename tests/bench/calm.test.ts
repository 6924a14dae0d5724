/** How bench/calm.ts counts: small made-up clips, each case named after the rule it shows. */
import { describe, expect, test } from "vitest";
import {
  countCalm,
  countFlips,
  countIdentitySwitches,
  measureChanges,
  steadySpans,
  timeByStatus,
  wholePasses,
  type Change,
  type ShownFrame,
  type TimedFrame,
} from "../../bench/calm/count-calm";
import { calmTable, delayText } from "../../scripts/calm-table";
import type { FaceStatus, ShownLabel } from "../../lib/types";
import { CLIP_TRUTHS, labelledSpans, type ClipTruth } from "../helpers/clip-truths";
import { MODELS } from "../accuracy/example-accuracy";

/** Neutral for 2 s, happy for 2 s, moments known to 0.2 s. */
const NEUTRAL_HAPPY: ClipTruth = {
  durationS: 4,
  resolutionS: 0.2,
  spans: [
    { fromS: 0, toS: 2, label: "other" },
    { fromS: 2, toS: 4, label: "happy" },
  ],
};

type Words = ShownLabel | "blurred" | "-";

/** A face of one track; "-": no face, "blurred": one that cannot be judged and was sad before. */
function frame(clipS: number, words: Words, { shownMs = 1000 * clipS, trackId = 1 } = {}): ShownFrame {
  if (words === "-") return { clipS, shownMs, faces: [] };
  const label = words === "blurred" ? "sad" : words;
  const status: FaceStatus = words === "blurred" ? "blurred" : words === "happy" || words === "sad" ? "ok" : "other";
  return { clipS, shownMs, faces: [{ trackId, label, status }] };
}

/** One pass, a frame each 100 ms, what is said from each moment on. */
function pass(truth: ClipTruth, said: readonly (readonly [fromS: number, words: Words, trackId?: number])[]) {
  return Array.from({ length: Math.round(10 * truth.durationS) }, (_, i): TimedFrame => {
    const clipS = i / 10;
    const [, words, trackId] = said.findLast(([fromS]) => fromS <= clipS)!;
    return { ...frame(clipS, words, { trackId }), forMs: 100 };
  });
}

describe("passes", () => {
  const at = (...times: number[]): ShownFrame[] =>
    times.map((clipS, index) => frame(clipS, "happy", { shownMs: 100 * index }));

  test("begin where the clip starts again; what is cut off at both ends is left out", () => {
    const passes = wholePasses(at(3, 3.5, 0, 2, 2, 3.9, 0.1, 1, 2, 0, 1));
    expect(passes.map((frames) => frames.map(({ clipS }) => clipS))).toEqual([
      [0, 2, 2, 3.9],
      [0.1, 1, 2],
    ]);
  });

  test("a frame stands until the next one is shown, also across the start of the clip", () => {
    const frames = at(3, 0, 2, 0, 1).map((one, index) => ({ ...one, shownMs: [0, 100, 350, 400, 900][index] }));
    expect(wholePasses(frames).map((all) => all.map(({ forMs }) => forMs))).toEqual([[250, 50]]);
  });

  test.each([[[]], [[1]], [[1, 2, 3]], [[2, 0, 1]]])("of frames at %j there is no whole one", (times) => {
    expect(wholePasses(at(...times))).toEqual([]);
  });
});

describe("steady time", () => {
  test("leaves out half the resolution on both sides of a change, and 300 ms after it", () => {
    const [neutral, happy] = steadySpans(NEUTRAL_HAPPY);
    expect(neutral.fromS).toBeCloseTo(0.3, 10);
    expect(neutral.toS).toBeCloseTo(1.9, 10);
    expect(happy.fromS).toBeCloseTo(2.4, 10);
    expect(happy.toS).toBe(4);
  });

  test("leaves out a face that changes, and nobody; joins neighbours of one label, but not two unknown ones", () => {
    const spans: ClipTruth["spans"] = [
      { fromS: 0, toS: 2, label: "sad" },
      { fromS: 2, toS: 4, label: "sad" },
      { fromS: 4, toS: 6, label: null },
      { fromS: 6, toS: 8, label: null },
      { fromS: 8, toS: 10, label: null, isChanging: true },
      { fromS: 10, toS: 12, label: "no face" },
    ];
    const steady = steadySpans({ durationS: 12, resolutionS: 1, spans });
    expect(steady.map(({ fromS, toS }) => [fromS.toFixed(1), toS.toFixed(1)])).toEqual([
      ["0.3", "3.5"],
      ["4.8", "5.5"],
      ["6.8", "7.5"],
    ]);
  });

  test("of a span that is shorter than what is left out, nothing stays", () => {
    const spans: ClipTruth["spans"] = [
      { fromS: 0, toS: 0.2, label: "sad" },
      { fromS: 0.2, toS: 1, label: "happy" },
    ];
    expect(steadySpans({ durationS: 1, resolutionS: 0.1, spans }).length).toBe(1);
  });
});

describe("flips", () => {
  const flipsOf = (...said: Parameters<typeof pass>[1]) => countFlips(pass(NEUTRAL_HAPPY, said), NEUTRAL_HAPPY);

  test("none where the label follows the face", () => {
    const { flips, interruptions, steadyMs } = flipsOf([0, "other"], [2.2, "happy"]);
    expect([flips, interruptions]).toEqual([0, 0]);
    // Frames at 0.3 to 1.8 and 2.4 to 3.9.
    expect(steadyMs).toBe(1600 + 1600);
  });

  test("there and back are two", () => {
    expect(flipsOf([0, "other"], [1, "sad"], [1.2, "other"], [2.2, "happy"]).flips).toBe(2);
  });

  test("a change that comes more than 300 ms late is one", () => {
    expect(flipsOf([0, "other"], [2.3, "happy"]).flips).toBe(0);
    expect(flipsOf([0, "other"], [2.8, "happy"]).flips).toBe(1);
  });

  test("a wrong label that stays is none", () => expect(flipsOf([0, "sad"]).flips).toBe(0));

  test("a reason not to judge is an interruption, and no flip when the label comes back", () => {
    const { flips, interruptions } = flipsOf([0, "other"], [1, "blurred"], [1.3, "other"], [2.2, "happy"]);
    expect([flips, interruptions]).toEqual([0, 1]);
  });

  test("behind a reason not to judge another label is a flip", () => {
    expect(flipsOf([0, "other"], [1, "blurred"], [1.3, "sad"], [2.2, "happy"]).flips).toBe(1);
  });

  test("a face that was never judged is not interrupted", () => {
    expect(flipsOf([0, "blurred"]).interruptions).toBe(0);
  });

  test("a face that is missed for a while keeps its count", () => {
    expect(flipsOf([0, "other"], [1, "-"], [1.2, "sad"], [2.2, "happy"]).flips).toBe(1);
  });

  test("another track's label is no flip: that is an identity switch", () => {
    expect(flipsOf([0, "other", 1], [1, "sad", 2], [2.2, "happy", 2]).flips).toBe(0);
  });
});

describe("delays", () => {
  const changesOf = (...said: Parameters<typeof pass>[1]) => measureChanges(pass(NEUTRAL_HAPPY, said), NEUTRAL_HAPPY);

  test("from the first frame after a change to the first that says it; the clip's start is a change, too", () => {
    expect(changesOf([0, "happy"], [0.2, "other"], [2.3, "happy"])).toEqual([
      { from: "happy", to: "other", resolutionMs: 0, delayMs: 200 },
      { from: "other", to: "happy", resolutionMs: 200, delayMs: 300 },
    ]);
  });

  test("0 where the label is there already", () => {
    expect(changesOf([0, "other"], [1.5, "happy"]).map(({ delayMs }) => delayMs)).toEqual([0, 0]);
  });

  test("null where it is never said before the next change", () => {
    expect(changesOf([0, "happy"]).map(({ delayMs }) => delayMs)).toEqual([null, 0]);
  });

  test("a label behind a reason not to judge is not said", () => {
    const truth: ClipTruth = {
      ...NEUTRAL_HAPPY,
      spans: [...NEUTRAL_HAPPY.spans.slice(0, 1), { fromS: 2, toS: 4, label: "sad" }],
    };
    const changes = measureChanges(
      pass(truth, [
        [0, "other"],
        [2.1, "blurred"],
        [2.5, "sad"],
      ]),
      truth,
    );
    expect(changes[1]).toEqual({ from: "other", to: "sad", resolutionMs: 200, delayMs: 500 });
  });

  test("only between two known labels that follow one another: not from or to nobody, nor an unknown face", () => {
    const spans: ClipTruth["spans"] = [
      { fromS: 0, toS: 1, label: "no face" },
      { fromS: 1, toS: 2, label: "other" },
      { fromS: 2, toS: 3, label: null },
      { fromS: 3, toS: 4, label: "happy" },
    ];
    const truth: ClipTruth = { durationS: 4, resolutionS: 0.1, spans };
    expect(measureChanges(pass(truth, [[0, "happy"]]), truth)).toEqual([]);
  });

  test("where no frame after a change was read, nothing is known", () => {
    const before = pass(NEUTRAL_HAPPY, [[0, "other"]]).filter(({ clipS }) => clipS < 2);
    expect(measureChanges(before, NEUTRAL_HAPPY).length).toBe(1);
    expect(measureChanges([], NEUTRAL_HAPPY)).toEqual([]);
  });
});

describe("identity", () => {
  const switchesOf = (truth: ClipTruth, ...said: Parameters<typeof pass>[1]) =>
    countIdentitySwitches(pass(truth, said), truth);

  test("another number is a switch, also after a moment without a face", () => {
    expect(switchesOf(NEUTRAL_HAPPY, [0, "other", 1])).toBe(0);
    expect(switchesOf(NEUTRAL_HAPPY, [0, "other", 1], [1, "other", 2], [3, "other", 1])).toBe(2);
    expect(switchesOf(NEUTRAL_HAPPY, [0, "other", 1], [1, "-"], [2, "other", 2])).toBe(1);
    expect(switchesOf(NEUTRAL_HAPPY, [0, "-"], [1, "other", 7])).toBe(0);
  });

  test("who comes after nobody is somebody new", () => {
    const spans: ClipTruth["spans"] = [
      { fromS: 0, toS: 1, label: "happy" },
      { fromS: 1, toS: 2, label: "no face" },
      { fromS: 2, toS: 3, label: "happy" },
    ];
    const truth = { durationS: 3, resolutionS: 0.1, spans };
    expect(switchesOf(truth, [0, "happy", 1], [1, "-"], [2, "happy", 2])).toBe(0);
    // A face that is imagined in between counts on neither side.
    expect(switchesOf(truth, [0, "happy", 1], [1, "other", 5], [2, "happy", 2])).toBe(0);
  });

  test("a second face beside the known one is none", () => {
    const frames = pass(NEUTRAL_HAPPY, [[0, "other", 1]]);
    const both = frames.map((one, index) =>
      index === 20 ? { ...one, faces: [...frame(2, "sad", { trackId: 9 }).faces, ...one.faces] } : one,
    );
    expect(countIdentitySwitches(both, NEUTRAL_HAPPY)).toBe(0);
  });
});

test("time by status counts where the clip shows a face", () => {
  const truth: ClipTruth = {
    durationS: 4,
    resolutionS: 0.1,
    spans: [
      { fromS: 0, toS: 3, label: "happy" },
      { fromS: 3, toS: 4, label: "no face" },
    ],
  };
  const frames = pass(truth, [
    [0, "happy"],
    [1, "other"],
    [1.5, "blurred"],
    [2, "-"],
    [3.5, "sad"],
  ]);
  expect(timeByStatus(frames, truth)).toEqual({ ok: 1000, other: 500, blurred: 500, "not found": 1000 });
});

test("all of it together, over two passes of which each is whole", () => {
  const truth: ClipTruth = {
    durationS: 4,
    resolutionS: 0.2,
    spans: [
      ...NEUTRAL_HAPPY.spans.slice(0, 1),
      { fromS: 2, toS: 3, label: "happy" },
      { fromS: 3, toS: 4, label: "no face" },
    ],
  };
  const one = pass(truth, [
    [0, "other"],
    [1, "sad"],
    [1.3, "other"],
    [2.2, "happy"],
    [3, "-"],
    [3.4, "sad"],
  ]);
  const frames = [...one, ...one, ...one, ...one].map((shown, index) => ({ ...shown, shownMs: 100 * index }));
  expect(countCalm(frames, truth)).toEqual({
    passes: 2,
    frames: 80,
    playedMs: 8000,
    flips: 4,
    interruptions: 0,
    // 0.3 to 1.8 s and 2.4 to 2.8 s, twice.
    steadyMs: 2 * (1600 + 500),
    changes: [
      { from: "other", to: "happy", resolutionMs: 200, delayMs: 200 },
      { from: "other", to: "happy", resolutionMs: 200, delayMs: 200 },
    ],
    identitySwitches: 0,
    statusMs: { ok: 2 * (300 + 800), other: 2 * (1000 + 900) },
    emptyMs: 2000,
    falseFaceMs: 1200,
  });
});

describe("the clips' truths", () => {
  test.each(Object.entries(CLIP_TRUTHS))(
    "%s: spans follow one another from 0 to the end",
    (_, { spans, durationS }) => {
      expect(spans.map(({ fromS }) => fromS)).toEqual([0, ...spans.slice(0, -1).map(({ toS }) => toS)]);
      expect(spans[spans.length - 1].toS).toBe(durationS);
    },
  );

  test("labelled spans are those with a label", () => {
    const { spans } = CLIP_TRUTHS["pexels_woman_sad_to_happy.mp4"];
    expect(labelledSpans(spans).map(({ label }) => label)).toEqual(["sad", "happy", "happy", "happy"]);
  });
});

describe("the table", () => {
  const change = (resolutionMs: number, delayMs: number | null): Change => ({
    from: "other",
    to: "happy",
    resolutionMs,
    delayMs,
  });

  test.each([
    ["none", [], "–"],
    ["exact", [change(0, 90), change(0, 250), change(0, 120)], "120 ms, longest 250 ms of 3"],
    ["known to 100 ms", [change(100, 180)], "180 ± 50 ms, longest 180 ms of 1"],
    ["some never", [change(0, 100), change(0, null)], "100 ms, longest 100 ms of 2; 1 of 2 never said"],
    ["all never", [change(0, null)], "1 of 1 never said"],
  ])("delays: %s", (_, changes, text) => expect(delayText(changes)).toBe(text));

  test("a row a clip, with every figure", () => {
    const calm = countCalm([], NEUTRAL_HAPPY);
    const clip = {
      ...{ clip: "a_man.mp4", browser: "Chromium 1", backend: "wasm" },
      ...{ ...calm, passes: 2, frames: 120, playedMs: 12_000, flips: 1, interruptions: 2, steadyMs: 30_000 },
      ...{ statusMs: { ok: 9000, blurred: 1000 }, emptyMs: 2000, falseFaceMs: 100, changes: [change(0, 90)] },
    };
    const report = {
      madeBy: "bench/calm.ts",
      date: "2026-11-25",
      machine: "2 cores",
      models: MODELS,
      framesPerSecond: 15,
    };
    const lines = calmTable({ ...report, clips: [clip] }).split("\n");
    expect(lines[2]).toBe(
      "| a man | 2.0 (1 in 30 s); interruptions 4.0 | 90 ms, longest 90 ms of 1 | – | 0 | ok 90.0 %, blurred 10.0 % | 5.0 % of 2 s |",
    );
    expect(lines.join("\n")).toContain("of its 15 frames a second the page read 10.0");
    const goalsOf = (...clips: (typeof clip)[]): string =>
      calmTable({ ...report, clips })
        .split("\n")
        .find((line) => line.startsWith("Goals"))!;
    expect(goalsOf(clip)).toContain("no identity switch: met in every clip.");
    const late = { ...clip, clip: "late.mp4", changes: [change(0, 90), change(0, 310), change(0, null)] };
    const restless = { ...clip, clip: "restless.mp4", flips: 2 };
    const switched = { ...clip, clip: "switched.mp4", identitySwitches: 1 };
    expect(goalsOf(late, clip, restless, switched)).toContain("missed in late; restless; switched.");
  });
});
