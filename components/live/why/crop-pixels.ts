/** A crop, alone or under the activation map, as RGBA pixels for a canvas. Pure. */
import { createBilinear } from "../../../lib/bilinear";
import type { ActivationMap, GreyCrop } from "../../../lib/types";

type Rgb = readonly [red: number, green: number, blue: number];

/** Apart for every common colour vision, and in a grey crop. */
export const HEAT_COLOURS = { for: [245, 130, 32], against: [40, 110, 230] } as const satisfies Record<string, Rgb>;

/** How much of the crop the strongest place covers; chosen by eye, so that the face stays visible. */
const STRONGEST_COVER = 0.65;

/** [side * side * 4], rows from the top. */
export function cropPixels({ side, data }: GreyCrop): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < data.length; at++) pixels.fill(data[at], at * 4, at * 4 + 3);
  return pixels;
}

/** As `cropPixels`, coloured by what speaks for the label and against it; places are blended into each other. */
export function heatPixels(crop: GreyCrop, activation: ActivationMap): Uint8ClampedArray<ArrayBuffer> {
  const pixels = cropPixels(crop);
  const shares = sharesOfStrongest(activation);
  const places = activation.side;
  const shareAt = createBilinear(places, places, shares);
  const toPlaces = (pixel: number): number => ((pixel + 0.5) * places) / crop.side - 0.5;
  for (let row = 0, at = 0; row < crop.side; row++) {
    for (let column = 0; column < crop.side; column++, at += 4) {
      const share = shareAt(toPlaces(column), toPlaces(row));
      const cover = STRONGEST_COVER * Math.abs(share);
      const colour = share > 0 ? HEAT_COLOURS.for : HEAT_COLOURS.against;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] += cover * (colour[channel] - pixels[at + channel]);
      }
    }
  }
  return pixels;
}

/** -1 to 1: each place as a share of the one that says most. All 0 where none says anything. */
export function sharesOfStrongest({ values }: Pick<ActivationMap, "values">): number[] {
  const strongest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Array.from(values, (value) => (strongest === 0 ? 0 : value / strongest));
}
