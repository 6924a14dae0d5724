/** Reading folders and archives of pictures, and what is said when they are not as expected. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { picturesOfSet, readPictures } from "../../training/archives";
import { drawOriginals } from "../../training/experiments/draw-originals";
import { elsewherePictures, openPictureSource } from "../../training/experiments/picture-source";
import { requireShared } from "../helpers/shared-folder";

let root = "";
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "mien-experiments-"))));
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text = "no picture is read here"): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("an ImageFolder", () => {
  it("gives each picture its folder's label, sub-folders included, other files not", async () => {
    for (const path of [
      "happy/b.jpg",
      "happy/a.png",
      "sad/deep/c.webp",
      "surprise/d.JPEG",
      "sad/list.txt",
      "angry/e.jpg",
    ]) {
      write(path);
    }
    const source = await openPictureSource(root);
    expect(source.kind).toBe("folder");
    expect(source.mayChoose("happy/a.png")).toBe(true);
    expect(source.pool("ours")).toEqual([
      { id: "happy/a.png", label: 0 },
      { id: "happy/b.jpg", label: 0 },
      { id: "sad/deep/c.webp", label: 1 },
      { id: "surprise/d.JPEG", label: 2 },
    ]);
  });

  it("reads the bytes of what is asked for", async () => {
    write("happy/a.jpg", "first");
    write("sad/b.jpg", "second");
    const entries = [
      { id: "sad/b.jpg", label: 1 },
      { id: "happy/a.jpg", label: 0 },
    ];
    const texts = [...readPictures(root, entries)].map(([{ id }, bytes]) => [id, Buffer.from(bytes).toString()]);
    expect(texts).toEqual([
      ["sad/b.jpg", "second"],
      ["happy/a.jpg", "first"],
    ]);
  });

  it("that lacks a class says which folders it has and which it needs", async () => {
    write("happy/a.jpg");
    write("Sadness/b.jpg");
    await expect(openPictureSource(root)).rejects.toThrow(
      `--data: got folders Sadness, happy in ${root}, expected happy/, sad/, surprise/ (or fer2013/fer2013.csv); ` +
        "sad, surprise missing",
    );
  });

  it("without any folder, with an empty one, or that is not there", async () => {
    await expect(openPictureSource(root)).rejects.toThrow("--data: got no folders");
    for (const path of ["happy/a.jpg", "sad/readme.txt", "surprise/c.jpg"]) write(path);
    await expect(openPictureSource(root)).rejects.toThrow(
      `--data: got no picture in ${join(root, "sad")}, expected jpg, png, webp, tiff or gif`,
    );
    await expect(openPictureSource(join(root, "nowhere"))).rejects.toThrow("which does not exist");
  });
});

describe("archives", () => {
  const HEAD = "index,split,label,aligned,drop";
  function writeFer(lines: readonly string[], members: Readonly<Record<string, readonly string[]>>): void {
    mkdirSync(join(root, "fer2013"), { recursive: true });
    writeFileSync(join(root, "fer2013/fer2013.csv"), [HEAD, ...lines].join("\n"));
    for (const [archive, names] of Object.entries(members)) {
      const files = Object.fromEntries(names.map((name) => [name, new TextEncoder().encode(`bytes of ${name}`)]));
      writeFileSync(join(root, "fer2013", `${archive}.zip`), zipSync(files, { level: 0 }));
    }
  }

  it("FER2013: three labels, no doubtful rows, no near-duplicates; Training only for ImageNet's backbone", async () => {
    const lines = [
      "0,Training,3,1,0",
      "1,Training,5,1,1",
      "2,Training,4,0,0",
      "3,Training,6,1,0",
      "4,PublicTest,4,1,0",
      "5,PrivateTest,5,2,0",
    ];
    writeFer(lines, {
      train: ["00000.webp", "00001.webp", "00002.webp", "00003.png"],
      public_test: ["00004.webp"],
      private_test: ["00005.png"],
    });
    const source = await openPictureSource(root);
    const tests = [
      { id: "fer2013/private_test/00005.png", label: 2 },
      { id: "fer2013/public_test/00004.webp", label: 1 },
    ];
    expect(source.pool("ours")).toEqual(tests);
    expect(source.pool("imagenet")).toEqual([...tests, { id: "fer2013/train/00000.webp", label: 0 }]);
    expect(source.pool("imagenet").map(({ id }) => source.mayChoose(id))).toEqual([false, true, true]);
    const read = [...readPictures(root, tests)].map(([, bytes]) => new TextDecoder().decode(bytes));
    expect(read).toEqual(["bytes of 00005.png", "bytes of 00004.webp"]);
  });

  it("a row without a picture, and a picture without a member", async () => {
    writeFer(["4,PublicTest,4,1,0"], {
      train: ["00000.webp"],
      public_test: ["00009.webp"],
      private_test: ["00005.webp"],
    });
    const source = await openPictureSource(root);
    expect(() => source.pool("ours")).toThrow("got row 4, expected a picture of that name in an archive");
    expect(() => [...readPictures(root, [{ id: "fer2013/train/1.webp", label: 0 }])]).toThrow("got no member");
  });

  it("test sets of other data: only test rows of the three labels, missing sets left out", () => {
    write("jaffe/jaffe.csv", "file,label,split,source\na.png,happy,test,x\nb.png,fear,test,x\nc.png,sad,train,x\n");
    expect([...elsewherePictures(root)]).toEqual([["jaffe", [{ id: "jaffe/test/a.png", label: 0 }]]]);
  });
});

describe("picturesOfSet", () => {
  it("lists archives and folders by name; an archive may have folders, and is taken before a folder of its name", () => {
    for (const path of ["web/train/b.png", "web/test/a.png", "web/web.csv"]) write(path);
    const files = { "deep/d.png": new TextEncoder().encode("in an archive"), "c.png": new Uint8Array(1) };
    writeFileSync(join(root, "web/train.zip"), zipSync(files, { level: 0 }));
    const ids = picturesOfSet(join(root, "web"));
    expect(ids).toEqual(["web/test/a.png", "web/train/c.png", "web/train/deep/d.png"]);
    const [, , [, bytes]] = [
      ...readPictures(
        root,
        ids.map((id) => ({ id })),
      ),
    ];
    expect(new TextDecoder().decode(bytes)).toBe("in an archive");
  });

  it("names a folder that lies where a picture is expected", () => {
    write("web/train/deep/a.png");
    const train = join(root, "web/train");
    expect(() => picturesOfSet(join(root, "web"))).toThrow(
      `${join(train, "deep")}: got a folder, expected pictures in ${train}`,
    );
  });
});

describe("../shared/data", () => {
  it("has originals for the paper's counts, and none of Training for our backbone", async (context) => {
    const data = join(requireShared(context, "data/fer2013/fer2013.csv"), "../..");
    const source = await openPictureSource(data);
    const counts = (backbone: "imagenet" | "ours") =>
      [0, 1, 2].map((label) => source.pool(backbone).filter((entry) => entry.label === label).length);
    expect(counts("imagenet")).toEqual([8882, 5920, 3594]);
    expect(counts("ours")).toEqual([1767, 1240, 828]);
    expect(source.pool("ours").filter(({ id }) => id.startsWith("fer2013/train/"))).toEqual([]);
    expect([...elsewherePictures(data)].map(([set, entries]) => [set, entries.length])).toEqual([
      ["jaffe", 92],
      ["affectnet_masked", 328],
      ["webfaces", 230],
      ["muxspace", 156],
    ]);
  });
});

describe("drawOriginals", () => {
  const pool = [0, 1, 2].flatMap((label) => Array.from({ length: 20 }, (_, i) => ({ id: `${label}/${i}`, label })));
  const counts = { happy: 5, sad: 4, surprise: 20 };

  it("draws exactly the counts, by seed, and leaves the rest", () => {
    const { originals, spare } = drawOriginals(pool, counts, 1);
    expect([0, 1, 2].map((label) => originals.filter((entry) => entry.label === label).length)).toEqual([5, 4, 20]);
    expect(originals.length + spare.length).toBe(pool.length);
    expect(new Set([...originals, ...spare].map(({ id }) => id)).size).toBe(pool.length);
    expect(drawOriginals([...pool].reverse(), counts, 1).originals).toEqual(originals);
    expect(drawOriginals(pool, counts, 2).originals).not.toEqual(originals);
  });

  it("says which class is too small", () => {
    expect(() => drawOriginals(pool, { ...counts, sad: 21 }, 1)).toThrow(
      'originals: got 20 "sad", expected at least 21',
    );
  });
});
