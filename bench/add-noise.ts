/** Noise as of a sensor in the dark: Gaussian, each pixel for itself, the same on its three channels. */
import type { Picture } from "../lib/types";

/** `deviation`: standard deviation in levels of 0 to 255. `random`: 0 to below 1. Out: a new picture, clamped. */
export function addNoise({ width, height, data }: Picture, deviation: number, random: () => number): Picture {
  const noisy = new Uint8ClampedArray(data);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const noise = deviation * gaussian(random);
    for (let channel = 0; channel < 3; channel++) noisy[4 * pixel + channel] = data[4 * pixel + channel] + noise;
  }
  return { width, height, data: noisy };
}

/** Mean 0, deviation 1; `random`: 0 to below 1. Source: Box and Muller, Annals of Mathematical Statistics 29 (1958). */
export function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
