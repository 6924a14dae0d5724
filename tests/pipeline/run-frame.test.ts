/** More than one face in a picture: each gets its own reading, and the largest is the one that is explained. */
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPipeline } from "../../cli/open-pipeline";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { prepareFace } from "../../lib/pipeline/prepare-face";
import { findHead, readHead } from "../../lib/pipeline/read-head";
import { runFrame, type FrameSettings } from "../../lib/pipeline/run-frame";
import { LABELS7, type Picture } from "../../lib/types";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

let pipeline: Pipeline;
/** Once as it is, and larger with another face: flattened from above. */
let two: Picture;
let settings: FrameSettings;
beforeAll(async () => {
  pipeline = await openPipeline();
  settings = { inputSide: 96, head: pipeline.manifest.defaultHead, equalize: true };
  const head = sharp(ASTRONAUT).extract({ left: 120, top: 20, width: 220, height: 220 });
  const plain = await head.clone().resize(300, 300).toBuffer();
  const flat = await head.clone().resize(460, 350, { fit: "fill" }).toBuffer();
  const wall = sharp({ create: { width: 900, height: 480, channels: 3, background: { r: 110, g: 112, b: 115 } } });
  two = await readPicture(
    wall.composite([
      { input: plain, left: 30, top: 80 },
      { input: flat, left: 410, top: 60 },
    ]),
  );
});
afterAll(() => pipeline.dispose());

it("each face is read by itself", async () => {
  const { faces } = await runFrame(pipeline, two, settings);
  expect(faces).toHaveLength(2);
  pipeline.finder.reset();
  for (const [index, face] of (await pipeline.finder.find(two, Infinity)).entries()) {
    const { crop } = prepareFace(two, face, "scene", settings);
    const embedding = await pipeline.backbone.embed([crop]);
    expect(faces[index].box).toEqual(face.box);
    expect(faces[index].probabilities).toEqual(readHead(findHead(pipeline, settings.head), embedding));
    expect(faces[index].labels7).toEqual(readHead(pipeline.labels7Head, embedding));
  }
  expect(faces[0].labels7).not.toEqual(faces[1].labels7);
});

it("the largest is explained, wherever it stands in the list", async () => {
  const { faces, inspection } = await runFrame(pipeline, two, { ...settings, inspect: "seven" });
  const largest = faces.findIndex(({ box }) => box.x > 400);
  expect(inspection!.face).toBe(largest);
  // The mean of its maps is taken in another order than the network's own.
  for (const label of LABELS7) expect(inspection!.labels7[label]).toBeCloseTo(faces[largest].labels7[label], 5);
});

it("whether a label is given at all follows the manifest's limits", async () => {
  const { manifest, coveredGate } = pipeline;
  const statusesWith = async (changes: Partial<Pipeline>): Promise<string[]> =>
    (await runFrame({ ...pipeline, ...changes }, two, settings)).faces.map(({ status }) => status);
  const decisionOf = (minimumExpressionShare: number) => ({
    manifest: { ...manifest, decision: { minimumExpressionShare, restWeight: 1, minimumLabelShare: 0.3 } },
  });
  expect(await statusesWith(decisionOf(0))).toEqual(["ok", "ok"]);
  expect(await statusesWith(decisionOf(1))).toEqual(["other", "other"]);
  expect(await statusesWith({ coveredGate: { ...coveredGate!, maximumCovered: 0 } })).toEqual(["covered", "covered"]);
});
