/** Which training pictures are copies of test pictures, on drawn pictures, and which pictures are on which side. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Picture } from "../../lib/types";
import { findCopies, findEqual, findNearDuplicates } from "../../training/find-copies";
import type { LeftOut } from "../../training/left-out";
import { printPicture } from "../../training/print-picture";
import { printPictures } from "../../training/print-pictures";
import { imageFolderPictures, readTrainedSplits, testPictures, trainingPictures } from "../../training/split-pictures";
import { pictureToPng } from "../helpers/pictures";
import { waves } from "../helpers/waves";

const plain = (level: number): Picture => ({
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 8 * 8 * 4 }, (_, i) => (i % 4 === 3 ? 255 : level)),
});
const asPng = async (id: string, picture: Picture) => printPicture(id, await pictureToPng(picture));

describe("copies", () => {
  test("equal pixels in another format, a near-duplicate, and neither", async () => {
    const png = await pictureToPng(waves(1, 48, 48));
    const tests = [await printPicture("test/a.png", png), await asPng("test/b.png", waves(2, 48, 48))];
    const training = [
      await printPicture("train/lossless.webp", await sharp(png).webp({ lossless: true }).toBuffer()),
      await printPicture("train/small.jpg", await sharp(png).resize(40).jpeg({ quality: 70 }).toBuffer()),
      await asPng("train/other.png", waves(3, 48, 48)),
    ];
    expect(findEqual(training, tests)).toEqual({ "train/lossless.webp": ["test/a.png"] });
    const copies = { "train/lossless.webp": ["test/a.png"], "train/small.jpg": ["test/a.png"] };
    expect(findNearDuplicates(training, tests)).toEqual(copies);
    expect(findCopies(training, tests)).toEqual(copies);
  });

  test("a blank picture is a copy of one of its own grey only", async () => {
    const tests = [await asPng("test/dark.png", plain(10)), await asPng("test/light.png", plain(240))];
    expect(findCopies([await asPng("train/dark.png", plain(10))], tests)).toEqual({
      "train/dark.png": ["test/dark.png"],
    });
  });

  test("a file that is no picture is named", async () => {
    await expect(printPicture("set/train/a.webp", new Uint8Array([1, 2, 3]))).rejects.toThrow("set/train/a.webp: ");
  });
});

describe("the two sides", () => {
  let root = "";
  const write = (path: string, bytes: string | Uint8Array): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), bytes);
  };
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "mien-split-"));
    const png = await pictureToPng(waves(1, 48, 48));
    const rows = ["0,Training,3,1,0", "1,Training,5,1,1", "2,Training,4,0,0", "3,Training,6,2,0"];
    const tests = ["4,PublicTest,4,1,0", "5,PrivateTest,5,0,0"];
    write("fer2013/fer2013.csv", ["index,split,label,aligned,drop", ...rows, ...tests].join("\n"));
    for (const index of [0, 1, 2, 3]) write(`fer2013/train/0000${index}.png`, png);
    write("fer2013/public_test/00004.png", png);
    write("fer2013/private_test/00005.png", png);
    const lines = ["a.png,sad,train,x", "b.png,sad,train2,x", "c.png,sad,train3,x", "a.png,sad,test,x"];
    write("web/web.csv", ["file,label,split,source", ...lines].join("\n"));
    for (const file of ["train/a.png", "train2/b.png", "train3/c.png", "test/a.png", "test/unlabelled.png"]) {
      write(`web/${file}`, png);
    }
    write("config-first.json", JSON.stringify({ sets: [{ name: "web", splits: ["train"] }] }));
    write("config-second.json", JSON.stringify({ sets: [{ name: "web", splits: ["train", "train2"] }] }));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test("training: certain rows that are no marked copies, and the splits of any recipe", () => {
    const trained = readTrainedSplits(root);
    expect([...trained].map(([set, splits]) => [set, [...splits]])).toEqual([["web", ["train", "train2"]]]);
    expect(trainingPictures(root, trained).map(({ id }) => id)).toEqual([
      "fer2013/train/00000.png",
      "fer2013/train/00003.png",
      "web/train/a.png",
      "web/train2/b.png",
    ]);
  });

  test("tests: whole archives", () => {
    expect(testPictures(root).map(({ id }) => id)).toEqual([
      "fer2013/public_test/00004.png",
      "fer2013/private_test/00005.png",
      "web/test/a.png",
      "web/test/unlabelled.png",
    ]);
  });

  test("an ImageFolder: which of its pictures are copies of test pictures", async () => {
    write(
      "more/happy/copy.jpg",
      await sharp(await pictureToPng(waves(1, 48, 48)))
        .jpeg({ quality: 80 })
        .toBuffer(),
    );
    write("elsewhere/own.png", await pictureToPng(waves(2, 48, 48)));
    symlinkSync(join(root, "elsewhere"), join(root, "more/sad"));
    const folder = join(root, "more");
    expect(imageFolderPictures(folder).map(({ id }) => id)).toEqual(["more/happy/copy.jpg", "more/sad/own.png"]);
    const script = join(import.meta.dirname, "../../training/write-left-out.ts");
    const options = ["--data", root, "--extra", folder, "--work", join(root, "work")];
    execFileSync(process.execPath, ["--import", "tsx", script, ...options]);
    const { compared, copies } = JSON.parse(readFileSync(join(root, "work/more.left-out.json"), "utf8")) as LeftOut;
    expect(compared).toBe(2);
    expect(Object.keys(copies)).toEqual(["more/happy/copy.jpg"]);
  });

  test("an ImageFolder without pictures is named", () => {
    expect(() => imageFolderPictures(join(root, "nowhere"))).toThrow(/nowhere: got no pictures, expected folders/);
  });

  test("prints come in the order of the list, from threads", async () => {
    const pictures = testPictures(root);
    const prints = await printPictures(root, pictures);
    expect(prints.map(({ id }) => id)).toEqual(pictures.map(({ id }) => id));
    expect(prints[0]).toEqual(await asPng("fer2013/public_test/00004.png", waves(1, 48, 48)));
  });
});
