/**
 * A picture file, or its bytes -> RGBA bytes, EXIF orientation applied, first frame of an animation, transparency on
 * white. Node.
 */
import { readFile, stat } from "node:fs/promises";
import sharp, { type FailOnOptions, type Sharp } from "sharp";
import type { Picture } from "../lib/types";
import { decodeBmp } from "./decode-bmp";
import { decodePnm } from "./decode-pnm";
import { isBmp, isPnm, READABLE_FORMATS } from "./picture-formats";

/** libjpeg's word for a file that stops before the end marker, whole or not. */
const ENDLESS_JPEG = "premature end of JPEG image";
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** Throws an Error of one line that says why it cannot be read. */
export async function readPicture(file: string | Uint8Array): Promise<Picture> {
  const bytes =
    typeof file === "string" ? await readBytes(file) : Buffer.from(file.buffer, file.byteOffset, file.length);
  try {
    return await decode(bytes, "error").catch((error: Error) => {
      if (!error.message.includes(ENDLESS_JPEG)) throw error;
      // Browsers show a JPEG without its end marker; with one, a warning tells whether more is missing.
      return decode(Buffer.concat([bytes, JPEG_END]), "warning");
    });
  } catch (error) {
    throw new Error(inOneLine((error as Error).message), { cause: error });
  }
}

async function decode(bytes: Buffer, failOn: FailOnOptions): Promise<Picture> {
  const { data, info } = await open(bytes, failOn)
    .rotate()
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

function open(bytes: Buffer, failOn: FailOnOptions): Sharp {
  const decodeRaw = isBmp(bytes) ? decodeBmp : isPnm(bytes) ? decodePnm : null;
  if (!decodeRaw) return sharp(bytes, { failOn });
  const { data, ...raw } = decodeRaw(bytes);
  return sharp(data, { raw });
}

/** Node says why a file cannot be opened; sharp takes it for one of an unknown format. A pipe would be waited for, for ever. */
async function readBytes(path: string): Promise<Buffer> {
  const entry = await stat(path);
  if (!entry.isFile() && !entry.isDirectory()) throw new Error("got no regular file, expected a picture");
  return readFile(path);
}

/** libvips tells all that went wrong on the way, the reason last. */
function inOneLine(message: string): string {
  if (/unsupported image format|has not been built in/.test(message)) {
    return `got a format that cannot be read here, expected ${READABLE_FORMATS}`;
  }
  return message.trim().split("\n").at(-1)!;
}
