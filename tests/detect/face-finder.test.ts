/** The second look on the bundled portrait: too small, turned, filling the picture; and pictures without a face. */
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { overlapOf } from "../../lib/box-geometry";
import { createFaceFinder, type FaceFinder } from "../../lib/detect/create-face-finder";
import { MAX_FACES, type FaceDetector } from "../../lib/detect/create-face-detector";
import type { BoxPx, DetectedFace, FaceKeypointsPx, Picture } from "../../lib/types";
import { countTurns } from "../helpers/count-turns";
import { createNodeDetector } from "../helpers/node-detector";
import { ASTRONAUT, placeInFrame, readPicture, type FrameSizePx } from "../helpers/pictures";

/** BlazeFace's box in the portrait of 512 x 512 pixels. */
const FACE: BoxPx = { x: 180, y: 82, width: 94, height: 94 };
const ALL_LOOKS = Infinity;

let detector: FaceDetector;
let finder: FaceFinder;
beforeAll(async () => {
  detector = await createNodeDetector();
  finder = createFaceFinder(detector);
});
afterAll(() => detector.dispose());

/** The box of the portrait's face where the portrait is pasted with `sidePx` pixels. */
function faceIn({ leftPx, topPx, sidePx }: { leftPx: number; topPx: number; sidePx: number }): BoxPx {
  const scale = sidePx / 512;
  return {
    x: leftPx + scale * FACE.x,
    y: topPx + scale * FACE.y,
    width: scale * FACE.width,
    height: scale * FACE.height,
  };
}

function wallOf({ width, height }: FrameSizePx): Picture {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(110) };
}

/** So many heads in two rows, of which the first look misses most. */
async function groupOf(count: number): Promise<Picture> {
  const head = await sharp(ASTRONAUT).extract({ left: 130, top: 20, width: 200, height: 220 }).resize(100, 110).png();
  const input = await head.toBuffer();
  const columns = count / 2;
  const wall = sharp({
    create: { width: 160 * columns, height: 340, channels: 3, background: { r: 110, g: 112, b: 115 } },
  });
  const heads = Array.from({ length: count }, (_, index) => ({
    input,
    left: 30 + 160 * (index % columns),
    top: 30 + 170 * Math.floor(index / columns),
  }));
  return readPicture(wall.composite(heads));
}

async function findAfresh(picture: Picture) {
  finder.reset();
  return finder.find(picture, ALL_LOOKS);
}

describe("a small face", () => {
  test.for([0.05, 0.07, 0.1])("of %f of the height is found where it is", async (share) => {
    const size = { width: 1280, height: 720 };
    const sidePx = Math.round((share * size.height * 512) / FACE.height);
    for (const [leftPx, topPx] of [
      [40, 30],
      [600, 300],
      [1280 - sidePx - 50, 720 - sidePx - 40],
    ]) {
      const frame = await placeInFrame(ASTRONAUT, size, { sidePx, leftPx, topPx });
      const [face] = await findAfresh(frame);
      expect(face, `at ${leftPx}, ${topPx}`).toBeDefined();
      expect(overlapOf(face.box, faceIn({ leftPx, topPx, sidePx }))).toBeGreaterThan(0.4);
    }
  });
});

test("keypoints of a face at a webcam's distance are nearer to the true ones than the first look's", async () => {
  // The portrait's upper part in a frame: a face of 150 pixels, whose keypoints are known from near.
  const part = { left: 70, top: 0, width: 300, height: 300 };
  const upper = await sharp(ASTRONAUT).extract(part).png().toBuffer();
  const near = await readPicture(sharp(upper));
  const [{ box, keypoints: known }] = await detector.detect(near);
  const names = Object.keys(known) as (keyof FaceKeypointsPx)[];
  const size = { width: 640, height: 480 };
  const errors = { first: 0, found: 0 };
  for (const sidePx of [380, 430, 480]) {
    for (const leftPx of [0, 41, 83, 125]) {
      const scale = sidePx / part.width;
      const frame = await placeInFrame(upper, size, { sidePx, leftPx, topPx: 0 });
      const errorOf = ({ keypoints }: DetectedFace): number =>
        names.reduce((sum, name) => {
          const [dx, dy] = [
            keypoints[name].x - leftPx - scale * known[name].x,
            keypoints[name].y - scale * known[name].y,
          ];
          return sum + Math.hypot(dx, dy) / (scale * box.width * names.length);
        }, 0);
      const [first] = await detector.detect(frame);
      const [found] = await findAfresh(frame);
      errors.first += errorOf(first) / 12;
      errors.found += errorOf(found) / 12;
    }
  }
  expect(errors.found).toBeLessThan(0.8 * errors.first);
});

test.for([-135, -90, -60, -45, -30, 0, 30, 45, 60, 90, 135, 180])(
  "a face turned by %i degrees is found, with its angle",
  async (degrees) => {
    const background = { r: 110, g: 112, b: 115 };
    const turned = await readPicture(sharp(await sharp(ASTRONAUT).rotate(degrees, { background }).png().toBuffer()));
    const [face] = await findAfresh(turned);
    const { rightEye, leftEye } = face.keypoints;
    const angle = (180 / Math.PI) * Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
    expect(Math.abs(((angle - degrees + 540) % 360) - 180)).toBeLessThan(12);
  },
);

test("a crop of 48 pixels is found, alone and with its border repeated", async () => {
  const crop = sharp(ASTRONAUT).extract({ left: 168, top: 72, width: 114, height: 114 }).resize(48, 48);
  const png = await crop.png().toBuffer();
  expect(await findAfresh(await readPicture(sharp(png)))).toHaveLength(1);
  const extended = sharp(png).extend({ top: 60, bottom: 60, left: 80, right: 80, extendWith: "copy" });
  expect(await findAfresh(await readPicture(sharp(await extended.png().toBuffer())))).toHaveLength(1);
});

test("a blurred crop of 32 pixels is found once every look has found nobody", async () => {
  const crop = sharp(ASTRONAUT).extract({ left: 183, top: 85, width: 88, height: 88 }).resize(32, 32);
  const border = { top: 32, bottom: 32, left: 32, right: 32, extendWith: "copy" } as const;
  const extended = await sharp(await crop.png().toBuffer())
    .extend(border)
    .png()
    .toBuffer();
  const picture = await readPicture(sharp(extended).blur(1.6));
  finder.reset();
  expect(await finder.find(picture, 3)).toEqual([]);
  const [face] = await findAfresh(picture);
  expect(overlapOf(face.box, { x: 32, y: 32, width: 32, height: 32 })).toBeGreaterThan(0.4);
});

test("a still picture's search lets its thread answer now and then", async () => {
  let answers = 0;
  const timer = setInterval(() => answers++, 1);
  await findAfresh(wallOf({ width: 1280, height: 720 }));
  clearInterval(timer);
  expect(answers).toBeGreaterThan(3);
});

test("nothing is found in noise, stripes and an empty wall", async () => {
  const side = 480;
  const paint = (value: (x: number, y: number) => number): Picture => {
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let i = 0; i < side * side; i++) data.fill(value(i % side, Math.floor(i / side)), i * 4, i * 4 + 3);
    return { width: side, height: side, data };
  };
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  for (const picture of [paint(() => 120), paint((x) => (x % 32 < 16 ? 40 : 200)), paint(() => 255 * random())]) {
    expect(await findAfresh(picture)).toEqual([]);
  }
});

describe("colours in which the first look takes something for a face", () => {
  const size = { width: 640, height: 480 };
  const colours = async (): Promise<Buffer> => {
    const few = await sharp(ASTRONAUT).rotate(180).resize(24, 18, { fit: "fill" }).png().toBuffer();
    return sharp(few).resize(size.width, size.height, { fit: "fill", kernel: "cubic" }).png().toBuffer();
  };

  it("show no face to a closer look, so none is found", async () => {
    const picture = await readPicture(sharp(await colours()));
    expect(await detector.detect(picture)).not.toEqual([]);
    expect(await findAfresh(picture)).toEqual([]);
  });

  it("do not hide the small face before them", async () => {
    const [sidePx, leftPx, topPx] = [160, 20, 300];
    const input = await sharp(ASTRONAUT).resize(sidePx, sidePx).png().toBuffer();
    const picture = await readPicture(sharp(await colours()).composite([{ input, left: leftPx, top: topPx }]));
    const [face] = await findAfresh(picture);
    expect(overlapOf(face.box, faceIn({ leftPx, topPx, sidePx }))).toBeGreaterThan(0.4);
  });
});

test(
  "in a picture others are found beside a larger face, and as many as are wanted",
  { timeout: 120_000 },
  async () => {
    const head = await sharp(ASTRONAUT)
      .extract({ left: 130, top: 20, width: 200, height: 220 })
      .resize(280, 308)
      .toBuffer();
    const wall = sharp({ create: { width: 1900, height: 1400, channels: 3, background: { r: 110, g: 112, b: 115 } } });
    const near = await sharp(ASTRONAUT).resize(1390, 1390).toBuffer();
    const pair = await readPicture(
      wall.composite([
        { input: near, left: 5, top: 5 },
        { input: head, left: 1500, top: 60 },
      ]),
    );
    expect(await detector.detect(pair)).toHaveLength(1);
    expect(await findAfresh(pair)).toHaveLength(2);
    const group = await groupOf(12);
    expect(await findAfresh(group)).toHaveLength(MAX_FACES);
    expect(await createFaceFinder(detector, Infinity).find(group, ALL_LOOKS)).toHaveLength(12);
  },
);

test("a still picture is searched no longer than somebody waits for the answer", async () => {
  const wall = wallOf({ width: 640, height: 480 });
  let detections = 0;
  const counting = createFaceFinder({ ...detector, detect: (...of) => (detections++, detector.detect(...of)) });
  expect(await counting.find(wall, ALL_LOOKS, () => detections === 4)).toEqual([]);
  expect(detections).toBe(4);
});

describe("over frames", () => {
  const size = { width: 1280, height: 720 };
  const small = (leftPx: number) => placeInFrame(ASTRONAUT, size, { sidePx: 130, leftPx, topPx: 300 });
  /** A finder of its own, and how many detections it takes to find the one face of a frame. */
  const countingFinder = (): ((frame: Picture) => Promise<number>) => {
    let detections = 0;
    const counting = createFaceFinder({ ...detector, detect: (...of) => (detections++, detector.detect(...of)) });
    return async (frame) => {
      detections = 0;
      expect(await counting.find(frame, 0)).toHaveLength(1);
      return detections;
    };
  };

  it("a few looks a frame find the face in the end, and it is followed from then on", async () => {
    finder.reset();
    const frame = await small(700);
    expect(await finder.find(frame, 0)).toEqual([]);
    let frames = 0;
    while ((await finder.find(frame, 3)).length === 0 && frames < 100) frames++;
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThan(60);
    // Without any look of its own the next frame still has it, a little further on.
    expect(await finder.find(await small(706), 0)).toHaveLength(1);
    // Hidden for a few frames it is still looked for where it was, and not for ever.
    for (const hiddenFrames of [1, 5]) {
      for (let count = 0; count < hiddenFrames; count++) expect(await finder.find(wallOf(size), 0)).toEqual([]);
      expect(await finder.find(frame, 0), `after ${hiddenFrames} frames`).toHaveLength(1);
    }
    for (let count = 0; count < 6; count++) await finder.find(wallOf(size), 0);
    expect(await finder.find(frame, 0)).toEqual([]);
  });

  it("who walks past is not looked for where they were", async () => {
    const hall = { width: 800, height: 620 };
    const frames = await Promise.all(
      [0, 50, 120, 188].map((leftPx) => placeInFrame(ASTRONAUT, hall, { sidePx: 612, leftPx, topPx: 4 })),
    );
    const walked = countingFinder();
    const counts: { readonly walked: number; readonly afresh: number }[] = [];
    for (const frame of frames) counts.push({ walked: await walked(frame), afresh: await countingFinder()(frame) });
    // In the second frame they overlap their place before: known, they need no look from other sides. In the last they
    // are surely found.
    expect(counts).toEqual([
      { walked: 6, afresh: 6 },
      { walked: 3, afresh: 6 },
      { walked: 4, afresh: 4 },
      { walked: 3, afresh: 3 },
    ]);
  });

  it.each([
    [90, { x: -1, y: 0 }],
    [180, { x: 0, y: -1 }],
    [-90, { x: 1, y: 0 }],
  ])("a head turned by %i degrees stays so", async (degrees, down) => {
    const turned = await readPicture(sharp(ASTRONAUT).rotate(degrees));
    finder.reset();
    for (let frame = 0; frame < 3; frame++) {
      const [{ box, keypoints }] = await finder.find(turned, 0);
      const { rightEye, leftEye, mouthCenter } = keypoints;
      const alongX = mouthCenter.x - (rightEye.x + leftEye.x) / 2;
      const alongY = mouthCenter.y - (rightEye.y + leftEye.y) / 2;
      expect(alongX * down.x + alongY * down.y, `frame ${frame}`).toBeGreaterThan(0.25 * box.height);
      const acrossX = leftEye.x - rightEye.x;
      const acrossY = leftEye.y - rightEye.y;
      expect(acrossX * down.y - acrossY * down.x, `frame ${frame}`).toBeGreaterThan(0.25 * box.width);
    }
  });

  it("who is surely found is not looked at from other sides", async () => {
    const portrait = await readPicture(sharp(ASTRONAUT));
    const standing = countingFinder();
    // The portrait's head is tilted: one look more to see it straight.
    expect([await standing(portrait), await standing(portrait)]).toEqual([2, 2]);
  });

  it("a weak find takes two closer looks and three from other sides once, then one closer look and one for others", async () => {
    const webcam = { width: 640, height: 480 };
    const weak = await placeInFrame(ASTRONAUT, webcam, { sidePx: 370, leftPx: 100, topPx: 5 });
    const [{ score }] = await detector.detect(weak);
    expect(score).toBeLessThan(0.65);
    const detectionsOf = countingFinder();
    expect([await detectionsOf(weak), await detectionsOf(weak), await detectionsOf(weak)]).toEqual([7, 3, 3]);
  });

  it("between the looks of a frame the thread answers", async () => {
    const weak = await placeInFrame(ASTRONAUT, { width: 640, height: 480 }, { sidePx: 370, leftPx: 100, topPx: 5 });
    const answered: number[] = [];
    const found = await countTurns((turns) =>
      createFaceFinder({
        ...detector,
        detect: (...of) => (answered.push(turns()), detector.detect(...of)),
      }).find(weak, 0),
    );
    expect(answered).toHaveLength(7);
    expect(new Set(answered).size).toBe(7);
    expect(found).toEqual(await createFaceFinder(detector).find(weak, 0));
  });

  it("a face that the first look shows now and then is followed in between", async () => {
    const webcam = { width: 640, height: 480 };
    const near = await placeInFrame(ASTRONAUT, webcam, { sidePx: 450, leftPx: 150, topPx: 10 });
    const further = await placeInFrame(ASTRONAUT, webcam, { sidePx: 350, leftPx: 189, topPx: 33 });
    expect(await detector.detect(further)).toEqual([]);
    finder.reset();
    expect(await finder.find(near, 0)).toHaveLength(1);
    expect(await finder.find(further, 0)).toHaveLength(1);
  });

  it("a group in which everybody is small is found, in a picture at once and on a live page in the end", async () => {
    const group = await groupOf(6);
    expect((await detector.detect(group)).length).toBeLessThan(6);
    expect(await findAfresh(group)).toHaveLength(6);
    finder.reset();
    const counts: number[] = [];
    while ((counts.at(-1) ?? 0) < 6 && counts.length < 100) counts.push((await finder.find(group, 2)).length);
    expect(counts.at(-1)).toBe(6);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it("refuses a count of looks below 0", async () => {
    await expect(finder.find(await small(700), -1)).rejects.toThrow("looks: got -1, expected 0 or more");
  });
});
