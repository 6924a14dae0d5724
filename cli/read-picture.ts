/**
 * A picture file, or its bytes -> RGBA bytes, EXIF orientation applied, first frame of an animation, transparency on
 * white. Node.
 */
import { readFile, stat } from "node:fs/promises";
import sharp from "sharp";
import type { Picture } from "../lib/types";

/** Throws an Error of one line that says why it cannot be read. */
export async function readPicture(file: string | Uint8Array): Promise<Picture> {
  const bytes = typeof file === "string" ? await readBytes(file) : file;
  const { data, info } = await sharp(bytes, { failOn: "error" })
    .rotate()
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw new Error(inOneLine(error.message), { cause: error });
    });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/** Node says why a file cannot be opened; sharp takes it for one of an unknown format. A pipe would be waited for, for ever. */
async function readBytes(path: string): Promise<Uint8Array> {
  const entry = await stat(path);
  if (!entry.isFile() && !entry.isDirectory()) throw new Error("got no regular file, expected a picture");
  return readFile(path);
}

/** libvips tells all that went wrong on the way, the reason last. */
function inOneLine(message: string): string {
  if (/unsupported image format|has not been built in/.test(message)) {
    return "got a format that cannot be read here, expected jpg, png, webp, avif, tiff or gif";
  }
  return message.trim().split("\n").at(-1)!;
}
