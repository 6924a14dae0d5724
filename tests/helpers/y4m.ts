/**
 * Writes the one raw video format that Chromium accepts as a fake webcam: YUV4MPEG2 with planes Y, U, V, chroma halved
 * both ways. In: RGBA pictures of one even size; out: a file. Colours: BT.601, limited range, as webcams send.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import type { Picture } from "../../lib/types";

export async function writeY4m(
  file: string,
  framesPerSecond: number,
  pictures: AsyncIterable<Picture> | Iterable<Picture>,
): Promise<void> {
  const descriptor = openSync(file, "w");
  try {
    let size: string | undefined;
    for await (const picture of pictures) {
      const { width, height } = picture;
      if (width % 2 || height % 2) throw new RangeError(`y4m: got ${width} x ${height}, expected even sides`);
      if (size === undefined) {
        size = `W${width} H${height}`;
        writeSync(descriptor, `YUV4MPEG2 ${size} F${framesPerSecond}:1 Ip A1:1 C420\n`);
      }
      if (size !== `W${width} H${height}`)
        throw new RangeError(`y4m: got a frame of ${width} x ${height} after ${size}`);
      writeSync(descriptor, "FRAME\n");
      writeSync(descriptor, pictureToI420(picture));
    }
    if (size === undefined) throw new RangeError("y4m: got no frame, expected at least one");
  } finally {
    closeSync(descriptor);
  }
}

/** [width * height * 1.5] bytes: Y at full size, then U and V at half size, each chroma value from the mean of 2 x 2 pixels. */
export function pictureToI420({ width, height, data }: Picture): Uint8Array {
  const lumaBytes = width * height;
  const out = new Uint8Array(lumaBytes * 1.5);
  for (let i = 0; i < lumaBytes; i++) {
    const [red, green, blue] = [data[i * 4], data[i * 4 + 1], data[i * 4 + 2]];
    out[i] = Math.round(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255);
  }
  const halfWidth = width / 2;
  const chromaBytes = lumaBytes / 4;
  for (let i = 0; i < chromaBytes; i++) {
    const corner = Math.floor(i / halfWidth) * 2 * width + (i % halfWidth) * 2;
    const block = [corner, corner + 1, corner + width, corner + width + 1];
    const [red, green, blue] = [0, 1, 2].map((c) => block.reduce((sum, pixel) => sum + data[pixel * 4 + c], 0) / 4);
    out[lumaBytes + i] = Math.round(128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255);
    out[lumaBytes + chromaBytes + i] = Math.round(128 + (112 * red - 93.786 * green - 18.214 * blue) / 255);
  }
  return out;
}
