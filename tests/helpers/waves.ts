/** Pictures that look like nobody: smooth grey waves, the same at any size, so that copies of one can be made. */
import { createRandom } from "../../lib/heads/training/random";
import type { Picture } from "../../lib/types";

/** One seed is one picture; `light` multiplies its grey. */
export function waves(seed: number, width: number, height: number, light = 1): Picture {
  const random = createRandom(seed);
  const parts = Array.from({ length: 40 }, () => [25 * random(), 50 * random() - 25, 7 * random()]);
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = parts.reduce(
        (sum, [fx, fy, phase]) => sum + Math.sin((fx * x) / width + (fy * y) / height + phase),
        0,
      );
      data.fill(light * (128 + 10 * value), 4 * (y * width + x), 4 * (y * width + x) + 3);
    }
  }
  return { width, height, data };
}
