/** What of a folder is read, by which name, and what is said of the rest. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leftOutLine, listPictures } from "../../cli/list-pictures";

const base = mkdtempSync(join(tmpdir(), "mien-list-"));
const FILES = [
  "faces/1.jpg",
  "faces/deep/2.PGM",
  "faces/notes.txt",
  "faces/deep/more.txt",
  "faces/README",
  "faces/.DS_Store",
  "faces/._1.jpg",
  "faces/Thumbs.db",
  "faces/.git/config",
  "faces/.trashed-1.jpg",
  "faces/.thumbnails/1.jpg",
  "texts/inner/a.csv",
  "formats/a.dng",
  "formats/b.pbm",
  "formats/c.pnm",
  "formats/d.ppm",
  "alone.txt",
];
beforeAll(() => {
  for (const file of FILES) {
    mkdirSync(dirname(join(base, file)), { recursive: true });
    writeFileSync(join(base, file), "");
  }
  mkdirSync(join(base, "faces/empty"));
  symlinkSync(join(base, "faces"), join(base, "faces/deep/round"));
});
afterAll(() => rmSync(base, { recursive: true }));

it.each(["faces", "./faces", "faces/", "faces/../faces", "faces/.", "faces//"])(
  "names begin with the folder as it was typed: %s",
  async (folder) => {
    const start = folder.endsWith("/") ? folder : `${folder}/`;
    expect((await listPictures([folder], base)).files).toEqual([`${start}1.jpg`, `${start}deep/2.PGM`]);
  },
);

it("also where that is a dot, or an absolute path", async () => {
  expect((await listPictures(["."], join(base, "formats"))).files[0]).toBe("./a.dng");
  expect((await listPictures([join(base, "formats")])).files[0]).toBe(join(base, "formats/a.dng"));
});

it("takes for pictures what begins like one, whatever it is called, and links that lead nowhere", async () => {
  const folder = join(base, "names");
  mkdirSync(folder);
  const starts = {
    "subject01.happy": "GIF89a",
    "a jpeg": "\xff\xd8\xff\xe0",
    "bitmap.bin": "BM\x10\0\0\0\0\0\0\0",
    "phone.1": "\0\0\0\x18ftypheic",
    portrait: "P5\n8 8\n255\n",
    "film.mov": "\0\0\0\x14ftypqt  ",
    "sound.wav": "RIFF\0\0\0\0WAVE",
    "about.txt": "BMW P5 GIF",
  };
  for (const [name, start] of Object.entries(starts)) writeFileSync(join(folder, name), start, "latin1");
  symlinkSync(join(base, "nowhere"), join(folder, "sad"));
  const { files, leftOut } = await listPictures(["names"], base);
  expect(files).toEqual(
    ["a jpeg", "bitmap.bin", "phone.1", "portrait", "sad", "subject01.happy"].map((name) => `names/${name}`),
  );
  expect([...leftOut].sort()).toEqual(["about.txt", "film.mov", "sound.wav"]);
});

it("keeps the order of the command line, and named files whatever they are", async () => {
  const { files } = await listPictures(["missing.png", "formats", "alone.txt"], base);
  expect(files).toEqual([
    "missing.png",
    ...["a.dng", "b.pbm", "c.pnm", "d.ppm"].map((name) => `formats/${name}`),
    "alone.txt",
  ]);
});

it.each([
  [["formats", "alone.txt", "missing.png"], null],
  [["faces"], "left out: 3 files that are no pictures (.txt 2, without extension 1); no picture in faces/empty/"],
  [["texts"], "left out: 1 file that is no picture (.csv 1); no picture in texts/"],
  [["./faces/empty/"], "left out: no picture in ./faces/empty/"],
])("tells of %j what was left out, but not of hidden files", async (paths, line) => {
  expect(leftOutLine(await listPictures(paths, base))).toBe(line);
});

it("stays one line, however much there is", () => {
  const names = Array.from({ length: 9 }, (_, index) => `a.x${index}`);
  expect(leftOutLine({ files: [], leftOut: names, empty: ["a\nb"] })).toBe(
    "left out: 9 files that are no pictures (.x0 1, .x1 1, .x2 1, .x3 1, .x4 1, 4 more); no picture in a\\nb/",
  );
});
