/**
 * Where to look again when the whole picture at once showed no face, in the order of what is likeliest: a face that fills
 * the picture (a border is added), a head turned in the plane or upside down, a face too small for the detector's 128 pixels. The
 * parts for the last are searched also when only small faces were found.
 */
import type { View } from "./sample-view";

/** Border views: side as a multiple of the longer side. BlazeFace knows faces in scenes, not faces that fill a picture. */
const BORDER_SIDES = [2, 1.5, 3];

/** The detector itself finds heads turned by some 20 degrees; these views bring the others near that. */
const ANGLES = [Math.PI / 6, -Math.PI / 6, Math.PI / 3, -Math.PI / 3];

/**
 * Tiles: side as part of the shorter side, and step as part of the side. The smallest make a face of 5 % of the height
 * a quarter of the view, which is what the detector needs; the overlap keeps a face whole in at least one tile.
 */
const TILE_SIDES = [0.6, 0.36, 0.2];
const TILE_STEP = 0.6;

/** A tile of fewer pixels shows no face that could be read. */
const SMALLEST_TILE_PX = 64;

/**
 * Of one size. More are left out, so that a long strip's search ends in a minute, too: the smallest from nine times as long
 * as wide on.
 */
const MOST_TILES = 600;

/** All views of a picture of this size, in order. */
export function secondLooks(width: number, height: number): View[] {
  const center = { x: width / 2, y: height / 2 };
  const longSide = Math.max(width, height);
  const shortSide = Math.min(width, height);
  const whole = (sidePx: number, angle: number): View => ({ center, sidePx, angle });
  return [
    ...BORDER_SIDES.map((side) => whole(side * longSide, 0)),
    whole(BORDER_SIDES[0] * longSide, Math.PI),
    ...ANGLES.map((angle) => whole(1.3 * longSide, angle)),
    ...TILE_SIDES.map((side) => side * shortSide)
      .filter((sidePx) => sidePx >= SMALLEST_TILE_PX)
      .map((sidePx) => tiles(width, height, sidePx))
      .filter((ofThisSize) => ofThisSize.length <= MOST_TILES)
      .flat(),
  ];
}

function tiles(width: number, height: number, sidePx: number): View[] {
  const rows = positions(height, sidePx);
  return rows.flatMap((y) => positions(width, sidePx).map((x): View => ({ center: { x, y }, sidePx, angle: 0 })));
}

/** Centres of overlapping pieces that cover `length`, first and last flush with the ends. */
function positions(length: number, piecePx: number): number[] {
  const count = Math.max(1, Math.ceil((length - piecePx) / (TILE_STEP * piecePx)) + 1);
  if (count === 1) return [length / 2];
  const step = (length - piecePx) / (count - 1);
  return Array.from({ length: count }, (_, index) => piecePx / 2 + index * step);
}
