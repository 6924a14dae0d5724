/** Pictures -> sharp, which makes them worse, and back. Transparency is left behind. */
import sharp, { type Sharp } from "sharp";
import type { Picture } from "../lib/types";

export const toSharp = ({ width, height, data }: Picture): Sharp =>
  sharp(Buffer.from(data), { raw: { width, height, channels: 4 } }).removeAlpha();

export async function toPicture(source: Sharp): Promise<Picture> {
  const { data, info } = await source.toColourspace("srgb").ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
