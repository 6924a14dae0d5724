/**
 * Real clips as the webcam: most frames of each span must read as ../shared/clips/README.md describes it, with the box
 * on the face. Clips are slowed down (each chosen frame is held), because software rendering reads few frames a second;
 * a stamp in the corner tells which frame of the clip a reading belongs to.
 */
import { describe, expect, test } from "vitest";
import { fakeWebcam } from "../helpers/browser";
import { CLIP_TRUTHS, labelledSpans, type ClipLabel } from "../helpers/clip-truths";
import { clipWebcam } from "../helpers/fake-webcams";
import { openLivePage, type RecordedReading } from "../helpers/live-page";
import { requireShared } from "../helpers/shared-folder";
import type { BoxPx } from "../../lib/types";

/** From one frame that is played to the next, in seconds of the clip. */
const STEP_S: Readonly<Record<string, number>> = {
  "pexels_woman_sad_to_happy.mp4": 0.6,
  "man_neutral_to_smile.mp4": 0.1,
  "noface_then_man_neutral_smile.mp4": 0.2,
  "man_neutral_smile_then_noface.mp4": 0.2,
};
/** A clip's last frame may lie so long before its end. */
const LAST_FRAME_S = 0.1;

/** The centre of a face must lie here, as parts of the frame: the woman sits right of the middle, the man in it. */
const FACE_AREA: Readonly<Record<string, BoxPx>> = {
  "pexels_woman_sad_to_happy.mp4": { x: 0.4, y: 0.1, width: 0.55, height: 0.8 },
  "man_neutral_to_smile.mp4": { x: 0.3, y: 0.15, width: 0.4, height: 0.7 },
  "noface_then_man_neutral_smile.mp4": { x: 0.3, y: 0.15, width: 0.4, height: 0.7 },
  "man_neutral_smile_then_noface.mp4": { x: 0.3, y: 0.15, width: 0.4, height: 0.7 },
};

/** Long enough for two readings where the page manages three frames a second. */
const HOLD_S = 0.8;

describe.for(Object.keys(CLIP_TRUTHS))("%s", (clip) => {
  test("reads as its README says", async (context) => {
    const { durationS, spans } = CLIP_TRUTHS[clip];
    const stepS = STEP_S[clip];
    const path = requireShared(context, `clips/${clip}`);
    const frames = Math.floor((durationS - LAST_FRAME_S) / stepS + 1.001);
    const timesS = Array.from({ length: frames }, (_, i) => Number((i * stepS).toFixed(2)));
    const webcam = await clipWebcam(context, path, timesS, HOLD_S);
    context.onTestFinished(webcam.remove);
    const live = await openLivePage(context, { flags: fakeWebcam(webcam.file), readStamps: true });
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a first reading", () => true);
    await live.page.waitForTimeout((webcam.durationS + 2) * 1000);

    const readings = settled(await live.readings());
    const perFrame = timesS.map((_, number) => readings.filter(({ stamp }) => stamp === number));
    const unread = timesS.filter((_, number) => perFrame[number].length === 0);
    expect(unread.length / timesS.length, `frames never read: ${unread.join(", ")} s`).toBeLessThan(0.2);

    const report = labelledSpans(spans).map((span) => {
      const read = perFrame.filter((all, i) => all.length > 0 && timesS[i] >= span.fromS && timesS[i] < span.toS);
      // The last reading of a held frame: smoothing over time has caught up by then, as it would at 30 frames a second.
      const right = read.filter((all) => readsAs(span.label, all[all.length - 1]));
      return { ...span, right: right.length, read: read.length };
    });
    console.log(clip, JSON.stringify(report));
    for (const { label, fromS, toS, right, read } of report) {
      expect(read, `frames read of ${fromS}-${toS} s`).toBeGreaterThan(0);
      expect(right / read, `${fromS}-${toS} s reads ${label} in ${right} of ${read} frames`).toBeGreaterThan(0.5);
    }
    const withFace = readings.filter(({ stamp }) =>
      labelledSpans(spans).some(
        ({ label, fromS, toS }) => label !== "no face" && timesS[Number(stamp)] >= fromS && timesS[Number(stamp)] < toS,
      ),
    );
    for (const { faces, width, height } of withFace) {
      expect(faces.length).toBeLessThanOrEqual(1);
      for (const { box } of faces) {
        expect(centreLiesIn(FACE_AREA[clip], box, width, height), JSON.stringify(box)).toBe(true);
      }
    }
  });
});

/** Readings whose frame is known: the same stamp was on screen when the reading before this one arrived. */
function settled(readings: readonly RecordedReading[]): RecordedReading[] {
  return readings.filter(({ stamp }, i) => stamp !== null && i >= 1 && readings[i - 1].stamp === stamp);
}

function readsAs(label: ClipLabel, { faces }: RecordedReading): boolean {
  if (label === "no face") return faces.length === 0;
  if (faces.length !== 1) return false;
  const [{ expression, status }] = faces;
  return label === "other" ? status === "other" : status === "ok" && expression === label;
}

function centreLiesIn(area: BoxPx, box: BoxPx, width: number, height: number): boolean {
  const x = (box.x + box.width / 2) / width;
  const y = (box.y + box.height / 2) / height;
  return x > area.x && x < area.x + area.width && y > area.y && y < area.y + area.height;
}
