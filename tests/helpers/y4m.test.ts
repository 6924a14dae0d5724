/** The fake webcam's own format, by hand-computed cases: a wrong colour here would look like a wrong label later. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Picture } from "../../lib/types";
import { STAMP_BLOCK_PX, stampPicture } from "./frame-stamp";
import { pictureToI420, writeY4m } from "./y4m";

const plain = (width: number, height: number, pixel: readonly number[]): Picture => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 4 }, (_, i) => pixel[i % 4]),
});

test.each([
  ["white", [255, 255, 255, 255], [235, 128, 128]],
  ["black", [0, 0, 0, 255], [16, 128, 128]],
  ["red", [255, 0, 0, 255], [81, 90, 240]],
  ["blue", [0, 0, 255, 255], [41, 240, 110]],
])("%s as Y, U, V of BT.601", (_name, pixel, [y, u, v]) => {
  expect([...pictureToI420(plain(2, 2, pixel))]).toEqual([y, y, y, y, u, v]);
});

test("a file holds one header and every frame in full", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mien-y4m-"));
  try {
    const file = join(folder, "two.y4m");
    await writeY4m(file, 10, [plain(4, 2, [0, 0, 0, 255]), plain(4, 2, [255, 255, 255, 255])]);
    const bytes = readFileSync(file);
    const header = "YUV4MPEG2 W4 H2 F10:1 Ip A1:1 C420\n";
    expect(bytes.subarray(0, header.length).toString()).toBe(header);
    expect(bytes.length).toBe(header.length + 2 * ("FRAME\n".length + 12));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("an odd size is refused with the size got", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mien-y4m-"));
  await expect(writeY4m(join(folder, "odd.y4m"), 10, [plain(3, 2, [0, 0, 0, 255])])).rejects.toThrow("got 3 x 2");
  rmSync(folder, { recursive: true });
});

test("a stamp changes the lower left corner only, least significant bit first", () => {
  const stamped = stampPicture(plain(200, 20, [100, 100, 100, 255]), 5);
  const at = (x: number, y: number): number => stamped.data[(y * 200 + x) * 4];
  expect([0, 1, 2, 3, 4, 11].map((block) => at(block * STAMP_BLOCK_PX + 1, 19))).toEqual([255, 255, 0, 255, 0, 0]);
  expect(at(0, 20 - STAMP_BLOCK_PX - 1)).toBe(100);
  expect(at(12 * STAMP_BLOCK_PX, 19)).toBe(100);
});
