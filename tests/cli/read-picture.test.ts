/** Files that sharp alone would refuse: JPEG that stops before its end marker (the bundled portrait, cut), BMP and PNM. */
import { encode } from "bmp-ts";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPicture } from "../../cli/read-picture";
import { ASTRONAUT } from "../helpers/pictures";

describe.each([{ progressive: false }, { progressive: true }])("a JPEG, progressive: $progressive", (options) => {
  const jpeg = sharp(ASTRONAUT).jpeg(options).toBuffer();

  it.each([1, 2])("is read where only %i bytes of its end marker are missing", async (missing) => {
    const { data } = await readPicture(await jpeg);
    const read = await readPicture((await jpeg).subarray(0, -missing));
    expect(Buffer.from(read.data).equals(Buffer.from(data))).toBe(true);
  });

  it.each([3, 1000, 20_000])("is refused where %i bytes are missing", async (missing) => {
    await expect(readPicture((await jpeg).subarray(0, -missing))).rejects.toThrow(/premature end of data segment/);
  });
});

describe("bitmaps", () => {
  const [width, height] = [5, 3];
  const rgb = Array.from({ length: 3 * width * height }, (_, index) => (index * 37) % 256);
  const grey = rgb.slice(0, width * height);
  const pixels = (bytes: Uint8Array | Uint8ClampedArray) =>
    Array.from({ length: width * height }, (_, index) => [...bytes.subarray(4 * index, 4 * index + 4)]);
  const ofGrey = (values: readonly number[]) => values.map((value) => [value, value, value, 255]);
  const ofRgb = grey.map((_, index) => [...rgb.slice(3 * index, 3 * index + 3), 255]);
  const words = (values: readonly number[]): number[] =>
    values.flatMap((value) => {
      const word = 257 * value + (value > 127 ? -100 : 100);
      return [word >> 8, word & 255];
    });
  const black = grey.map((value) => Number(value > 127));
  const rows = [0, 1, 2].map((y) => black.slice(y * width, (y + 1) * width));
  const packed = rows.map((row) => row.reduce((byte, bit, x) => byte | (bit << (7 - x)), 0));
  const ofBlack = ofGrey(black.map((bit) => 255 * (1 - bit)));
  const file = (header: string, body: readonly number[] = []): Buffer =>
    Buffer.concat([Buffer.from(header), Buffer.from(body)]);

  it.each([
    ["P1", file(`P1 # one bit\n${width} ${height}\n${rows.map((row) => row.join("")).join("\n")}`), ofBlack],
    ["P2", file(`P2\n${width}\n# a comment\n${height} 255\n${grey.join(" ")}`), ofGrey(grey)],
    ["P3", file(`P3 ${width} ${height} 255\n${rgb.join("\n")}`), ofRgb],
    ["P4", file(`P4\n${width} ${height}\n`, packed), ofBlack],
    ["P5", file(`P5\n#made by hand\n${width} ${height}\n255\n`, grey), ofGrey(grey)],
    ["P5, two bytes a value", file(`P5 ${width} ${height} 65535\n`, words(grey)), ofGrey(grey)],
    ["P5, values to 100", file(`P5 ${width} ${height} 100\n`, Array(15).fill(20)), ofGrey(Array(15).fill(51))],
    ["P6", file(`P6 ${width} ${height} 255\n`, rgb), ofRgb],
  ])("are read: %s", async (_, bytes, expected) => {
    const picture = await readPicture(bytes);
    expect([picture.width, picture.height]).toEqual([width, height]);
    expect(pixels(picture.data)).toEqual(expected);
  });

  it.each([
    ["without a height", file(`P5 ${width}`), /without a whole header, expected width, height/],
    ["of no pixels", file("P5 0 3 255\n"), /of 0 x 3 pixels/],
    ["with values beyond two bytes", file("P5 1 1 70000\n\0\0"), /values to 70000, expected .* 1 to 65535/],
    ["that is cut", file(`P6 ${width} ${height} 255\n`, rgb.slice(1)), /with 44 values, expected 45/],
    [
      "of a hundred times more pixels than bytes",
      file("P5 99999 99999 255\n", grey),
      /with 15 values, expected 9999800001/,
    ],
  ])("are refused: one %s", async (_, bytes, message) => {
    await expect(readPicture(bytes)).rejects.toThrow(message);
  });

  it.each([24, 32])("are read: BMP of %i bits a pixel", async (bitPP) => {
    // Alpha, blue, green, red; alpha left empty, as most programs do.
    const data = Buffer.from(ofRgb.flatMap(([red, green, blue]) => [0, blue, green, red]));
    const picture = await readPicture(Buffer.from(encode({ data, width, height, bitPP }).data));
    expect([picture.width, picture.height]).toEqual([width, height]);
    expect(pixels(picture.data)).toEqual(ofRgb);
  });

  it("are read: BMP with a palette, its rows from the bottom and filled up to four bytes", async () => {
    const header = Buffer.alloc(54);
    header.write("BM");
    header.writeUInt32LE(54 + 1024, 10);
    for (const [place, value] of [
      [14, 40],
      [18, width],
      [22, height],
    ])
      header.writeUInt32LE(value, place);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(8, 28);
    const palette = Array.from({ length: 256 }, (_, level) => [level, 255 - level, level, 0]).flat();
    const lines = [2, 1, 0].flatMap((y) => [...grey.slice(y * width, (y + 1) * width), 0, 0, 0]);
    const picture = await readPicture(Buffer.concat([header, Buffer.from(palette), Buffer.from(lines)]));
    expect(pixels(picture.data)).toEqual(grey.map((level) => [level, 255 - level, level, 255]));
  });

  it("are refused: a BMP that is cut", async () => {
    const bmp = encode({ data: Buffer.alloc(4 * 15), width, height, bitPP: 24 });
    await expect(readPicture(Buffer.from(bmp.data).subarray(0, 60))).rejects.toThrow(
      /got a BMP file that cannot be read/,
    );
  });
});
