/**
 * A picture file, or its bytes -> RGBA bytes, EXIF orientation applied, first frame of an animation, transparency on
 * white. Node.
 */
import { readFile } from "node:fs/promises";
import sharp from "sharp";
import type { Picture } from "../lib/types";

export async function readPicture(file: string | Uint8Array): Promise<Picture> {
  // Node says why a file cannot be opened; sharp takes it for one of an unknown format.
  const bytes = typeof file === "string" ? await readFile(file) : file;
  const { data, info } = await sharp(bytes, { failOn: "error" })
    .rotate()
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
