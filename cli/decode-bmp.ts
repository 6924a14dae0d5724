/** BMP, which sharp does not read. Alpha is left out: most programs that write 32 bits a pixel leave it empty. */
import { decode } from "bmp-ts";
import type { RawPixels } from "./raw-pixels";

/** Throws an Error of one line where the file is not whole. */
export function decodeBmp(bytes: Buffer): RawPixels {
  // Alpha, blue, green and red: only in this order all depths are read alike.
  const { width, height, data } = readBmp(bytes);
  const rgb = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgb[3 * pixel + channel] = data[4 * pixel + 3 - channel];
  }
  return { width, height, channels: 3, data: rgb };
}

function readBmp(bytes: Buffer): ReturnType<typeof decode> {
  try {
    return decode(bytes);
  } catch (error) {
    throw new Error(`got a BMP file that cannot be read (${(error as Error).message}), expected a whole one`, {
      cause: error,
    });
  }
}
