/** The inputs of the self-test, made by formula so that no picture is needed. training/export.py makes the same crops. */
import { DETECTOR_SIDE_PX } from "../detect/detector-side";
import type { GreyCrop, InputSide } from "../types";

export function goldenCrops(side: InputSide): GreyCrop[] {
  const waves = new Uint8Array(side * side);
  const rings = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      waves[y * side + x] = (x * 3 + y * 5 + Math.floor((x * y) / 7)) % 256;
      rings[y * side + x] = Math.floor(Math.sqrt((x - 40) ** 2 + (y - 50) ** 2) * 4) % 256;
    }
  }
  return [waves, rings].map((data) => ({ side, data }));
}

/** [128 * 128 * 3] float32, -1 to 1: a bright oval with two dark eyes and a mouth, so that BlazeFace sees something. */
export function goldenDetectorInput(): Float32Array {
  const side = DETECTOR_SIDE_PX;
  const input = new Float32Array(side * side * 3);
  const disc = (x: number, y: number, cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let value = -0.6 + 0.004 * x;
      if (disc(x, y, 64, 64, 30, 40)) value = 0.5;
      if (disc(x, y, 52, 52, 5, 3) || disc(x, y, 76, 52, 5, 3) || disc(x, y, 64, 82, 11, 4)) value = -0.5;
      input.set([value, value * 0.9, value * 0.8], (y * side + x) * 3);
    }
  }
  return input;
}
