/** Which pictures train the shipped heads and which choose: on small archives, and on those of ../shared/data. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, it } from "vitest";
import { headExamples } from "../../training/ship-heads/head-examples";
import { findHeadPictures, type HeadPictures } from "../../training/ship-heads/head-pictures";
import { requireShared } from "../helpers/shared-folder";

let root = "";
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "mien-heads-"))));
afterEach(() => rmSync(root, { recursive: true }));

/** Rows `index,split,label,votes...,aligned,drop`, and archives with a member a row. */
function writeFer(rows: readonly string[]): void {
  const head =
    "index,split,label,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF,aligned,drop";
  mkdirSync(join(root, "fer2013"));
  writeFileSync(join(root, "fer2013/fer2013.csv"), [head, ...rows].join("\n"));
  const archives = { Training: "train", PublicTest: "public_test", PrivateTest: "private_test" };
  for (const [split, archive] of Object.entries(archives)) {
    const members = rows
      .filter((row) => row.split(",")[1] === split)
      .map((row) => [`${row.split(",")[0].padStart(5, "0")}.webp`, new Uint8Array(4)] as const);
    writeFileSync(join(root, `fer2013/${archive}.zip`), zipSync(Object.fromEntries(members), { level: 0 }));
  }
}

it("trains on Training where two of ten people agree with the label, without copies of test pictures and doubtful rows, and chooses on PublicTest by either label", async () => {
  // neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, NF
  const [happy, sad, surprised] = ["1,9,0,0,0,0,0,0,0,0", "4,0,0,5,0,0,1,0,0,0", "0,0,8,0,0,0,2,0,0,0"];
  writeFer([
    `0,Training,3,${happy},1,0`,
    `1,Training,4,${sad},1,0`,
    `2,Training,5,${surprised},1,1`,
    `3,Training,3,${happy},0,0`,
    "4,Training,6,9,0,0,1,0,0,0,0,0,0,1,0",
    // One of ten, and two.
    "10,Training,4,9,0,0,1,0,0,0,0,0,0,1,0",
    "11,Training,5,8,0,2,0,0,0,0,0,0,0,1,0",
    // One of training/left-out.json.
    `143,Training,3,${happy},1,0`,
    "5,PublicTest,3,0,9,1,0,0,0,0,0,0,0,1,0",
    "6,PublicTest,6,2,0,0,8,0,0,0,0,0,0,1,0",
    "7,PublicTest,5,4,0,4,0,0,0,2,0,0,0,0,0",
    "8,PublicTest,2,0,0,0,0,0,0,9,0,0,0,1,0",
    "9,PrivateTest,3,0,9,0,0,0,0,0,0,0,0,1,0",
  ]);
  const { training, choosing } = await findHeadPictures(root, 1, 1);
  expect(training).toEqual([
    { id: "fer2013/train/00000.webp", label: 0 },
    { id: "fer2013/train/00001.webp", label: 1 },
    { id: "fer2013/train/00011.webp", label: 2 },
  ]);
  expect(choosing).toEqual([
    { id: "fer2013/public_test/00005.webp", raw: 0, majority: 0 },
    { id: "fer2013/public_test/00006.webp", raw: null, majority: 1 },
    { id: "fer2013/public_test/00007.webp", raw: 2, majority: null },
  ]);
});

it("takes no folder of pictures, since that says nothing of what may choose", async () => {
  for (const name of ["happy", "sad", "surprise"]) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, "a.png"), "no picture is read here");
  }
  await expect(findHeadPictures(root, 1, 1)).rejects.toThrow("--data: got a folder, expected the archives");
});

it("../shared/data: all of Training whose labels people agree with, and as many faces of PublicTest as measure:accuracy counts", async (context) => {
  const data = join(requireShared(context, "data/fer2013/fer2013.csv"), "../..");
  const { training, choosing } = await findHeadPictures(data, 1, 1);
  expect([0, 1, 2].map((label) => training.filter((entry) => entry.label === label).length)).toEqual([
    6862, 3415, 2493,
  ]);
  expect(choosing.filter(({ raw }) => raw !== null).length).toBe(1963);
  const few = await findHeadPictures(data, 1 / 32, 1);
  expect(few.training.length).toBe(214 + 107 + 78);
  expect(few.choosing.length).toBe(Math.ceil(choosing.length / 32));
});

const pictures: HeadPictures = {
  training: [0, 0, 0, 1, 2].map((label, index) => ({ id: `train ${index}`, label })),
  choosing: [
    { id: "public 0", raw: 2, majority: null },
    { id: "public 1", raw: null, majority: 1 },
  ],
};

it("a set without copies gives all originals, and PublicTest as it is", () => {
  const { training, few, choosing, calibration } = headExamples(pictures, { set: "DS1", augmentation: "none" }, 1e-3);
  expect(training.map(({ picture, label, copy }) => [picture, label, copy])).toEqual([
    ...[0, 1, 2].map((picture) => [picture, 0, 0]),
    ...[
      [3, 1, 0],
      [4, 2, 0],
    ],
  ]);
  // DS1 has one of each class at this share.
  expect(few.map(({ picture }) => picture)).toEqual([0, 3, 4]);
  expect(choosing.map(({ picture, label, copy }) => [picture, label, copy])).toEqual([
    [5, 2, 0],
    [6, 1, 0],
  ]);
  expect(calibration).toEqual([choosing[0]]);
});

it("a set with copies turns originals until a class is as large as the paper's", () => {
  const { training, few } = headExamples(pictures, { set: "DS4", augmentation: "rotation-flip" }, 1e-3);
  expect([0, 1, 2].map((label) => training.filter((example) => example.label === label).length)).toEqual([5, 5, 5]);
  expect(training.filter(({ picture }) => picture === 4).map(({ copy }) => copy)).toEqual([0, 1, 2, 3, 4]);
  expect(training.every(({ flip }) => flip)).toBe(true);
  expect(few.every(({ copy }) => copy === 0)).toBe(true);
});
