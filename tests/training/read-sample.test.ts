/** What measuring says of test pictures that cannot be read and of sets that are not there: one line that names them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { readSample } from "../../training/read-sample";
import { ASTRONAUT } from "../helpers/pictures";

const ROOT = join(import.meta.dirname, "../..");
const data = mkdtempSync(join(tmpdir(), "mien-broken-"));
afterAll(() => rmSync(data, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(data, path)), { recursive: true });
  writeFileSync(join(data, path), text);
}

function run(script: string, ...options: string[]) {
  const args = ["scripts/with-dependencies.mjs", "tsx", script, "--data", data, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("readSample", () => {
  it.each([
    ["no picture", async () => new TextEncoder().encode("text"), "got a format that cannot be read here"],
    ["half a picture", async () => (await sharp(ASTRONAUT).jpeg().toBuffer()).subarray(0, 9000), "premature end of"],
  ])("says of %s what it got and expected", async (_, bytes, reason) => {
    await expect(readSample(await bytes())).rejects.toThrow(
      new RegExp(`^got a picture that cannot be read \\(.*${reason}[^\\n]*\\), expected one that can$`),
    );
  });
});

it("a broken picture ends measure:robustness, named with its set", () => {
  write(
    "fer2013/fer2013.csv",
    "index,split,label,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n" +
      "7,PrivateTest,3,0,10,0,0,0,0,0,0,0,0\n",
  );
  write("fer2013/private_test/00007.png", "no picture");
  const { status, stdout, stderr } = run("bench/robustness.ts", "--limit", "1", "--out", join(data, "out.json"));
  expect(stderr).toMatch(/^private_test\/00007\.png: got a picture that cannot be read \([^\n]*\), expected [^\n]*\n$/);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});

it("measure:accuracy looks for all sets before it measures the first", () => {
  write("jaffe/jaffe.csv", "file,label,split\na.png,happy,test\n");
  write("jaffe/test/a.png", "no picture");
  const { status, stderr } = run("training/measure-accuracy.ts", "--sets", "jaffe,ffhq", "--again");
  expect(stderr).toBe(`${join(data, "ffhq/ffhq.csv")}: got no such file, expected a table with file, label, split\n`);
  expect(status).toBe(1);
});
