/** More people than a frame may have faces: who stays. The detector's answers are given, so that their scores can jitter. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { MAX_FACES, type FaceDetector } from "../../lib/detect/create-face-detector";
import { createFaceFinder } from "../../lib/detect/create-face-finder";
import type { DetectedFace, Picture, PointPx } from "../../lib/types";
import { createNodeDetector } from "../helpers/node-detector";

let detector: FaceDetector;
beforeAll(async () => {
  detector = await createNodeDetector();
});
afterAll(() => detector.dispose());

/** A face of 120 pixels that stands upright. */
function standingAt({ x, y }: PointPx, score: number): DetectedFace {
  const at = (dx: number, dy: number): PointPx => ({ x: x + dx, y: y + dy });
  return {
    box: { x, y, width: 120, height: 120 },
    score,
    keypoints: {
      rightEye: at(35, 45),
      leftEye: at(85, 45),
      noseTip: at(60, 70),
      mouthCenter: at(60, 90),
      rightEarTragion: at(15, 50),
      leftEarTragion: at(105, 50),
    },
  };
}

it("of nine people the same eight stay, in the order of their scores, while these jitter", async () => {
  const frame: Picture = { width: 900, height: 900, data: new Uint8ClampedArray(900 * 900 * 4).fill(110) };
  const places = Array.from({ length: 9 }, (_, index) => ({
    x: 300 * (index % 3) + 90,
    y: 300 * Math.floor(index / 3) + 90,
  }));
  let hidden = -1;
  let shown = 0;
  /** Sure of everybody, of each in turn the least; closer looks show nobody. */
  const detect: FaceDetector["detect"] = async (picture, most = MAX_FACES) => {
    if (picture !== frame) return [];
    shown++;
    const faces = places.map((place, index) => standingAt(place, 0.9 + 0.01 * ((index + 4 * shown) % 9)));
    return faces
      .filter((_, index) => index !== hidden)
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  };
  const nine = createFaceFinder({ ...detector, detect });
  const seen = async (): Promise<string> => {
    const faces = await nine.find(frame, 0);
    const scores = faces.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    return faces
      .map(({ box }) => places.findIndex(({ x, y }) => x === box.x && y === box.y))
      .sort()
      .join("");
  };
  const first = await seen();
  expect(first).toHaveLength(8);
  for (let count = 0; count < 9; count++) expect(await seen()).toBe(first);
  // Somebody is not seen for a frame: the ninth takes the place, and keeps it.
  hidden = Number(first[0]);
  const after = await seen();
  expect(after).toHaveLength(8);
  expect(after).not.toBe(first);
  hidden = -1;
  for (let count = 0; count < 9; count++) expect(await seen()).toBe(after);
  // A still picture, or another source: the best by score again.
  const best: string[] = [];
  for (let count = 0; count < 3; count++) {
    nine.reset();
    best.push(await seen());
  }
  expect(new Set(best).size).toBe(3);
});
