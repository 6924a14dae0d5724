/** Test sets as they should be, and what is said of those that are not: a wrong label would be a wrong figure. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listTestSet, majorityOf, readFerAgreement, readTestSet } from "../../training/test-sets";

let data = "";
beforeEach(() => (data = mkdtempSync(join(tmpdir(), "mien-sets-"))));
afterEach(() => rmSync(data, { recursive: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(data, path)), { recursive: true });
  writeFileSync(join(data, path), content);
}

const zipOf = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, new TextEncoder().encode(name)])), { level: 0 });

const writeJaffe = (csv: string, ...names: string[]): void => {
  write("jaffe/jaffe.csv", csv);
  write("jaffe/test.zip", zipOf(...names));
};

describe("a set with its own labels", () => {
  it("has the pictures of its test split that have a label", () => {
    writeJaffe("file,label,split\r\na.png,happy,test\r\nb.png,no face,train\r\n", "a.png", "b.png", "c.png");
    const set = readTestSet(data, "jaffe");
    expect([...set].map(([file, { truth, bytes }]) => [file, truth, Buffer.from(bytes).toString()])).toEqual([
      ["a.png", { raw: "happy", majority: null }, "a.png"],
    ]);
  });

  it("may begin with a byte order mark", () => {
    writeJaffe("\ufefffile,label,split\na.png,sad,test\n", "a.png");
    expect(listTestSet(data, "jaffe")).toMatchObject([{ file: "a.png", truth: { raw: "sad" } }]);
  });

  it.each([
    [
      "a column is missing",
      "file,emotion,part\na.png,sad,test",
      "got columns file, emotion, part, expected label, split",
    ],
    ["a label is not known", "file,label,split\na.png,Sad,test", 'jaffe.csv, a.png: got label "Sad", expected one of '],
    ["a file stands there twice", "file,label,split\na.png,sad,test\na.png,happy,test", "got a.png twice, expected it"],
    ["no picture has a label", "file,label,split\nz.png,sad,test", "jaffe: got no picture with a label in "],
  ])("is refused where %s", (_, csv, message) => {
    writeJaffe(csv, "a.png");
    expect(() => listTestSet(data, "jaffe")).toThrow(message);
  });

  it("is refused where labels or pictures are not there", () => {
    expect(() => listTestSet(data, "jaffe")).toThrow("jaffe.csv: got no such file, expected a table with file, label");
    write("jaffe/jaffe.csv", "file,label,split\na.png,sad,test");
    expect(() => listTestSet(data, "jaffe")).toThrow("jaffe/test: got neither a folder nor a .zip, expected one");
  });
});

describe("FER2013", () => {
  const HEAD = "index,split,label,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF";
  const writeFer = (...rows: string[]): void => {
    write("fer2013/fer2013.csv", [HEAD, ...rows].join("\n"));
    write("fer2013/public_test.zip", zipOf("00007.webp"));
  };

  it("has FER+'s majority beside the published label", () => {
    writeFer("7,PublicTest,0,0,0,0,6,3,0,0,0,1,0");
    expect(listTestSet(data, "public_test")).toMatchObject([
      { file: "00007.webp", truth: { raw: "angry", majority: "sad" } },
    ]);
    expect(readFerAgreement(data)).toEqual(new Map([["00007", 3]]));
  });

  it.each([
    ["what five of ten see", [0, 0, 0, 5, 3, 1, 1, 0, 0, 0], "happy"],
    ["nothing where four do", [0, 0, 0, 4, 3, 2, 1, 0, 0, 0], null],
    ["the first of two that five see", [0, 0, 0, 5, 5, 0, 0, 0, 0, 0], "happy"],
    ["nothing where most see contempt", [0, 0, 0, 4, 0, 0, 0, 6, 0, 0], null],
  ])("takes for FER+'s majority %s", (_, votes, majority) => {
    expect(majorityOf(votes)).toBe(majority);
  });

  it.each(["", "7", "happy"])('is refused with the label "%s"', (label) => {
    writeFer(`7,PublicTest,${label},0,0,0,6,3,0,0,0,1,0`);
    expect(() => listTestSet(data, "public_test")).toThrow(
      `fer2013.csv, 7: got label "${label}", expected one of 0, 1, 2, 3, 4, 5, 6`,
    );
  });

  it("is refused with a row that is there twice", () => {
    writeFer("7,PublicTest,0,0,0,0,6,3,0,0,0,1,0", "7,PublicTest,3,0,0,0,6,3,0,0,0,1,0");
    expect(() => listTestSet(data, "public_test")).toThrow("fer2013/fer2013.csv: got 00007 twice, expected it once");
  });
});
