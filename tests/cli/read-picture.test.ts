/** JPEG files that stop before their end marker: the bundled portrait, cut. */
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
