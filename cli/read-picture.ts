/**
 * A picture file, or its bytes -> RGBA bytes, EXIF orientation applied, first frame of an animation, transparency on
 * white. Node.
 */
import sharp from "sharp";
import type { Picture } from "../lib/types";

export async function readPicture(file: string | Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(file, { failOn: "error" })
    .rotate()
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
