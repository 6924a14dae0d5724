/**
 * The real `npm run classify`, as a person or a script starts it: what stands on stdout, in which order, with which exit
 * code. A start takes seconds, so many files share one. The command line's parsing alone: classify-options.test.ts.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { USAGE } from "../../cli/classify-options";
import type { ClassifyLine } from "../../cli/classify-worker";
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { overlapOf } from "../../lib/box-geometry";
import { runCrop, type FrameSettings } from "../../lib/pipeline/run-frame";
import { EXPRESSIONS, FACE_STATUSES, LABELS7, type BoxPx, type FaceReading } from "../../lib/types";
import { jsonLines, runClassify, runClassifyIn, startClassify, type CliRun } from "../helpers/classify-cli";
import { ASTRONAUT } from "../helpers/pictures";

/** Read off the portrait by eye: forehead to chin, cheek to cheek, in its 512 x 512 pixels. */
const FACE_IN_PORTRAIT: BoxPx = { x: 175, y: 80, width: 100, height: 105 };
/** How much of both boxes together must be in both. */
const MINIMUM_OVERLAP = 0.6;
/** The portrait is put into a wider frame, so that a wrong orientation shows in the size. */
const FRAME = { width: 640, height: 512, leftPx: 100 };
const FACE_IN_FRAME: BoxPx = { ...FACE_IN_PORTRAIT, x: FACE_IN_PORTRAIT.x + FRAME.leftPx };

const probability = z.number().min(0).max(1);
const probabilities = <Label extends string>(labels: readonly Label[]) =>
  z
    .strictObject(Object.fromEntries(labels.map((label) => [label, probability])))
    .refine((values) => Math.abs(Object.values(values).reduce((a, b) => a + b, 0) - 1) < 1e-6, "must sum to 1");
/** The line that the issue asks for, and nothing else. */
const lineSchema = z.strictObject({
  file: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  faces: z.array(
    z.strictObject({
      box: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
      score: probability,
      expression: z.enum(EXPRESSIONS),
      probabilities: probabilities(EXPRESSIONS),
      labels7: probabilities(LABELS7),
      status: z.enum(FACE_STATUSES),
    }),
  ),
});
const errorLineSchema = z.strictObject({ file: z.string(), error: z.string().min(1) });

const folder = mkdtempSync(join(tmpdir(), "mien-classify-"));
const inFolder = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const grey = { r: 110, g: 112, b: 115 };
const wall = (): Sharp =>
  sharp({ create: { width: FRAME.width, height: FRAME.height, channels: 3, background: grey } });
const framed = async (): Promise<Sharp> =>
  sharp(
    await wall()
      .composite([{ input: ASTRONAUT, left: FRAME.leftPx, top: 0 }])
      .png()
      .toBuffer(),
  );

/** A small one on the left, of which the detector is surer, and a large one on the right. */
const twoPortraits = async (): Promise<Buffer> => {
  const small = await sharp(ASTRONAUT).resize(140).toBuffer();
  return wall()
    .composite([
      { input: small, left: 0, top: 0 },
      { input: await sharp(ASTRONAUT).resize(440).toBuffer(), left: 200, top: 0 },
    ])
    .png()
    .toBuffer();
};

describe("a folder of every format, with files that cannot be read", () => {
  /** Below `pictures`; each shows the framed portrait, upright as a person sees it. */
  const PORTRAITS: Readonly<Record<string, (picture: Sharp) => Promise<Buffer>>> = {
    "a/deep/plain.png": (picture) => picture.png().toBuffer(),
    "a/photo.JPG": (picture) => picture.jpeg().toBuffer(),
    // As a phone held upright stores it: turned, with a note how to turn it back.
    "a/turned.jpeg": (picture) => picture.rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    "b.webp": (picture) => picture.webp().toBuffer(),
    "c.tiff": (picture) => picture.tiff().toBuffer(),
    "c.avif": (picture) => picture.avif().toBuffer(),
    "c.jfif": (picture) => picture.jpeg().toBuffer(),
    "d.gif": (picture) => picture.gif().toBuffer(),
    "e-grey.png": (picture) => picture.greyscale().png().toBuffer(),
    "f-transparent.png": (picture) => picture.removeAlpha().ensureAlpha(0.98).png().toBuffer(),
    "g-16-bit.png": (picture) => picture.toColourspace("rgb16").png().toBuffer(),
    "h-animated.gif": async (picture) =>
      sharp([await picture.png().toBuffer(), await wall().png().toBuffer()], { join: { animated: true } })
        .gif()
        .toBuffer(),
  };
  const missing = inFolder("missing.png");
  const notes = inFolder("notes.txt");
  let run: CliRun;
  let lines: ClassifyLine[];
  beforeAll(async () => {
    mkdirSync(inFolder("pictures/a/deep"), { recursive: true });
    for (const [name, encode] of Object.entries(PORTRAITS)) {
      writeFileSync(inFolder(`pictures/${name}`), await encode(await framed()));
    }
    writeFileSync(inFolder("pictures/y-broken.jpg"), (await (await framed()).jpeg().toBuffer()).subarray(0, 4000));
    writeFileSync(inFolder("pictures/z-wall.png"), await wall().png().toBuffer());
    writeFileSync(inFolder("pictures/two.png"), await twoPortraits());
    writeFileSync(inFolder("pictures/not-a-picture.txt"), "left out when a folder is searched");
    writeFileSync(inFolder("pictures/._photo.JPG"), "left out: macOS' notes about a file");
    writeFileSync(inFolder("pictures/x-phone.heic"), "not left out: a phone's pictures are missed");
    symlinkSync(inFolder("pictures/b.webp"), inFolder("pictures/b-link.webp"));
    symlinkSync(inFolder("pictures"), inFolder("pictures/round-and-round"));
    writeFileSync(notes, "named, hence reported");
    run = await runClassify("--json", missing, inFolder("pictures"), notes);
    lines = jsonLines(run);
  });

  const lineOf = (name: string): ClassifyLine => lines.find(({ file }) => file === inFolder(`pictures/${name}`))!;

  it("gives one line a picture, in the order of the command line, folders sorted", () => {
    const others = ["b-link.webp", "two.png", "x-phone.heic", "y-broken.jpg", "z-wall.png"];
    const inside = [...Object.keys(PORTRAITS), ...others].map((name) => inFolder(`pictures/${name}`));
    expect(lines.map(({ file }) => file)).toEqual([missing, ...inside.sort(), notes]);
  });

  it.each(Object.keys(PORTRAITS))("reads the portrait in %s, upright, as happy", (name) => {
    const line = lineSchema.parse(lineOf(name));
    expect({ width: line.width, height: line.height }).toEqual({ width: FRAME.width, height: FRAME.height });
    expect(line.faces).toHaveLength(1);
    expectHappy(line.faces[0] as FaceReading, "ok");
    expect(overlapOf(line.faces[0].box, FACE_IN_FRAME)).toBeGreaterThan(MINIMUM_OVERLAP);
  });

  it("gives the faces of a picture the largest first", () => {
    const { faces } = lineSchema.parse(lineOf("two.png"));
    expect(faces.map(({ box }) => box.x < FRAME.width / 2)).toEqual([false, true]);
  });

  it("finds no face on an empty wall", () => {
    expect(lineSchema.parse(lineOf("z-wall.png"))).toMatchObject({ faces: [] });
  });

  it("says of a file why it cannot be read, goes on, and ends with exit code 1", () => {
    const failed = lines.filter((line) => "error" in line).map((line) => errorLineSchema.parse(line).file);
    expect(failed).toEqual([missing, inFolder("pictures/x-phone.heic"), inFolder("pictures/y-broken.jpg"), notes]);
    expect(lines[0]).toMatchObject({ file: missing, error: expect.stringContaining("ENOENT") });
    expect(run.exitCode).toBe(1);
  });
});

describe("--crops", () => {
  it("reads each picture as one face, whatever surrounds it", { timeout: 120_000 }, async () => {
    const whole = inFolder("whole.png");
    const tight = inFolder("tight.png");
    const noise = inFolder("plain.png");
    copyFileSync(ASTRONAUT, whole);
    const { x, y, width, height } = FACE_IN_PORTRAIT;
    await sharp(ASTRONAUT).extract({ left: x, top: y, width, height }).toFile(tight);
    await wall().extract({ left: 0, top: 0, width: 48, height: 48 }).toFile(noise);

    const run = await runClassify("--crops", "--json", whole, tight, noise);
    expect(run.exitCode, run.stderr).toBe(0);
    const [inWhole, inTight, inNoise] = jsonLines(run).map((line) => {
      const { faces } = lineSchema.parse(line);
      expect(faces).toHaveLength(1);
      return faces[0] as FaceReading;
    });
    expectHappy(inWhole, "ok");
    expect(overlapOf(inWhole.box, FACE_IN_PORTRAIT)).toBeGreaterThan(MINIMUM_OVERLAP);
    expectHappy(inTight, "ok");
    expect(overlapOf(inTight.box, { x: 0, y: 0, width, height })).toBeGreaterThan(MINIMUM_OVERLAP);
    expect(inNoise).toMatchObject({ status: "unaligned", score: 0, box: { x: 0, y: 0, width: 48, height: 48 } });
  });
});

it("follows --head, --size and --no-equalize", { timeout: 180_000 }, async () => {
  const settings = { head: "wide-network", inputSide: 128, equalize: false } as const;
  const run = await runClassify(..."--crops --json --head wide-network --size 128 --no-equalize".split(" "), ASTRONAUT);
  const [got] = jsonLines(run)[0].faces!;
  const pipeline = await openPipeline();
  try {
    const picture = await readPicture(ASTRONAUT);
    const readWith = async (changes: Partial<FrameSettings>) =>
      (await runCrop(pipeline, picture, { ...settings, ...changes })).faces[0].probabilities;
    expect(got.probabilities).toEqual(await readWith({}));
    const { defaultHead, backbone } = pipeline.manifest;
    for (const other of [{ head: defaultHead }, { inputSide: backbone.defaultSide }, { equalize: true }]) {
      expect(got.probabilities).not.toEqual(await readWith(other));
    }
  } finally {
    pipeline.dispose();
  }
});

it("searches linked folders, and ends where links go in a circle", { timeout: 120_000 }, async () => {
  mkdirSync(inFolder("classes/happy"), { recursive: true });
  mkdirSync(inFolder("elsewhere"));
  copyFileSync(ASTRONAUT, inFolder("elsewhere/a.png"));
  symlinkSync(inFolder("elsewhere"), inFolder("classes/linked"));
  symlinkSync(inFolder("classes"), inFolder("classes/happy/above"));
  writeFileSync(inFolder("classes/old.bmp"), "BM");
  const lines = jsonLines(await runClassify("--crops", "--json", inFolder("classes")));
  expect(lines.map(({ file }) => file)).toEqual([inFolder("classes/linked/a.png"), inFolder("classes/old.bmp")]);
  expect(lines[1].error).toMatch(/^got a format that cannot be read here, expected jpg, png/);
});

it("prints a table for people without --json", { timeout: 120_000 }, async () => {
  const [face, none] = [inFolder("face.png"), inFolder("none.png")];
  copyFileSync(ASTRONAUT, face);
  await wall().toFile(none);
  const { exitCode, stdout, stderr } = await runClassify("--size", "96", face, none);
  expect(exitCode, stderr).toBe(0);
  const [first, second, ...rest] = stdout.split("\n");
  expect(first.slice(0, face.length)).toBe(face);
  expect(first.slice(face.length)).toMatch(/^ {2}looks happy \(happy \d+ %, sad \d+ %, surprise \d+ %\)$/);
  expect(second).toBe(`${none}  no face found`);
  expect(rest).toEqual([""]);
});

it("finds a path from the folder where the command was typed, and prints it as it was typed", async () => {
  const { exitCode, stdout, stderr } = await runClassifyIn("public", "--json", "pictures/astronaut.png");
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file: "pictures/astronaut.png", faces: [{ expression: "happy" }] });
});

it("--help prints the usage", async () => {
  const { exitCode, stdout } = await runClassify("--help");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${USAGE}\n` });
});

it("ends quietly when whoever reads the results has had enough", { timeout: 120_000 }, async () => {
  const names = Array.from({ length: 6 }, (_, index) => inFolder(`enough-${index}.png`));
  for (const name of names) copyFileSync(ASTRONAUT, name);
  const child = startClassify(".", "--json", ...names);
  child.stdout!.once("data", () => child.stdout!.destroy());
  let stderr = "";
  child.stderr!.on("data", (text) => (stderr += text));
  await new Promise((resolve) => child.on("close", resolve));
  expect(stderr).toBe("");
});

describe("a command line that cannot be followed", () => {
  it.each([
    ["an unknown option", ["--frob", ASTRONAUT], ["'--frob'"]],
    ["an unknown size", ["--size", "100", ASTRONAUT], ['--size: got "100"', "expected one of 96, 128, 224"]],
    ["an unknown head", ["--head", "oracle", ASTRONAUT], ['--head: got "oracle"', "expected one of ", "linear-svm"]],
    ["no path", ["--json"], ["PATH: got none", "expected at least one picture or folder"]],
  ])("%s: exit code 2, with what was got and expected on stderr and nothing on stdout", async (_, args, words) => {
    const { exitCode, stdout, stderr } = await runClassify(...args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).toContain("usage: npm run --silent classify");
  });

  it("a folder without pictures counts as one", async () => {
    mkdirSync(inFolder("empty"));
    const { exitCode, stdout, stderr } = await runClassify("--json", inFolder("empty"));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("PATH: got folders without pictures, expected jpg, png,");
  });
});

function expectHappy(face: FaceReading, status: FaceReading["status"]): void {
  expect({ expression: face.expression, status: face.status }).toEqual({ expression: "happy", status });
  expect(face.probabilities.happy).toBe(Math.max(...Object.values(face.probabilities)));
}
