/**
 * A view: a square of the picture, at any place, size and turn, as the detector would see it. For looking again where
 * the whole picture at once showed no face. Beyond the picture's border its last pixels are repeated.
 */
import { createBilinear } from "../bilinear";
import { centreOf } from "../box-geometry";
import type { DetectedFace, FaceKeypointsPx, Picture, PointPx } from "../types";
import { DETECTOR_SIDE_PX } from "./detector-side";
import { moveKeypoints } from "./move-keypoints";
import { halvePicture } from "./shrink-picture";

export interface View {
  /** Centre and side in pixels of the picture; the side may exceed the picture. */
  readonly center: PointPx;
  readonly sidePx: number;
  /** Radians by which the view is turned clockwise against the picture. A head turned so stands upright in it. */
  readonly angle: number;
  /** Left and right exchanged in the view. Absent: not. */
  readonly mirrored?: boolean;
}

/** Samples views of one picture, which is halved as often as a view needs it, once for all views. */
export function createViewSampler(picture: Picture): (view: View) => Picture {
  const halvings = [picture];
  return (view) => {
    const times = Math.max(0, Math.floor(Math.log2(view.sidePx / DETECTOR_SIDE_PX)));
    while (halvings.length <= times) halvings.push(halvePicture(halvings[halvings.length - 1]));
    return sample(halvings[times], 2 ** times, view);
  };
}

/** A face found in a sampled view, in pixels of the picture. The box keeps its size and stays upright. */
export function fromView(face: DetectedFace, view: View): DetectedFace {
  const move = (point: PointPx): PointPx => toPicture(point.x, point.y, view);
  const scale = view.sidePx / DETECTOR_SIDE_PX;
  const { width, height } = face.box;
  const center = move(centreOf(face.box));
  const box = {
    x: center.x - (scale * width) / 2,
    y: center.y - (scale * height) / 2,
    width: scale * width,
    height: scale * height,
  };
  const keypoints = moveKeypoints(face.keypoints, move);
  return { ...face, box, keypoints: view.mirrored ? exchangeSides(keypoints) : keypoints };
}

/** What looks like the left eye in a mirror is the right one. */
function exchangeSides(keypoints: FaceKeypointsPx): FaceKeypointsPx {
  return {
    ...keypoints,
    rightEye: keypoints.leftEye,
    leftEye: keypoints.rightEye,
    rightEarTragion: keypoints.leftEarTragion,
    leftEarTragion: keypoints.rightEarTragion,
  };
}

/** (x, y) in pixels of the sampled view -> pixels of the picture. */
function toPicture(x: number, y: number, { center, sidePx, angle, mirrored }: View): PointPx {
  const scale = sidePx / DETECTOR_SIDE_PX;
  const u = (mirrored ? -scale : scale) * (x - DETECTOR_SIDE_PX / 2);
  const v = scale * (y - DETECTOR_SIDE_PX / 2);
  return {
    x: center.x + Math.cos(angle) * u - Math.sin(angle) * v,
    y: center.y + Math.sin(angle) * u + Math.cos(angle) * v,
  };
}

/** Bilinear samples of a picture of which one pixel is `times` wide and high in the view's picture. */
function sample({ width, height, data: source }: Picture, times: number, view: View): Picture {
  const valueAt = createBilinear(width, height, source, 4);
  const data = new Uint8ClampedArray(DETECTOR_SIDE_PX * DETECTOR_SIDE_PX * 4);
  for (let row = 0, to = 0; row < DETECTOR_SIDE_PX; row++) {
    for (let column = 0; column < DETECTOR_SIDE_PX; column++, to += 4) {
      const point = toPicture(column + 0.5, row + 0.5, view);
      const x = point.x / times - 0.5;
      const y = point.y / times - 0.5;
      data[to] = valueAt(x, y, 0);
      data[to + 1] = valueAt(x, y, 1);
      data[to + 2] = valueAt(x, y, 2);
      data[to + 3] = 255;
    }
  }
  return { width: DETECTOR_SIDE_PX, height: DETECTOR_SIDE_PX, data };
}
