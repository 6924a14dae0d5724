/** The accuracy report reads a picture exactly as `npm run classify -- --crops` does, with all heads at once. */
import { beforeAll, afterAll, expect, it } from "vitest";
import sharp from "sharp";
import { openPipeline } from "../../cli/open-pipeline";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { runCrop } from "../../lib/pipeline/run-frame";
import type { Picture } from "../../lib/types";
import { readTestPicture } from "../../training/accuracy/read-test-picture";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline.dispose());

it("a portrait: every head's probabilities, the seven labels, judged, with a skin tone", async () => {
  const portrait = await readPicture(sharp(ASTRONAUT).extract({ left: 150, top: 30, width: 160, height: 190 }));
  const answer = await readTestPicture(pipeline, portrait, 96);
  for (const head of pipeline.heads.keys()) {
    const { faces } = await runCrop(pipeline, portrait, { inputSide: 96, head, equalize: true });
    expect(answer.heads[head], head).toEqual(faces[0].probabilities);
    expect(answer.labels7).toEqual(faces[0].labels7);
    expect(faces[0].status).toBe("ok");
  }
  expect(answer.isJudged).toBe(true);
  expect(answer.skinTone).toBe("light");
  expect(await readTestPicture(pipeline, portrait, 96, answer.face)).toEqual(answer);
});

it("without a face: read as it is, not judged, no skin tone", async () => {
  const noFace: Picture = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 4).fill(128) };
  const answer = await readTestPicture(pipeline, noFace, 96);
  const { faces } = await runCrop(pipeline, noFace, {
    inputSide: 96,
    head: pipeline.manifest.defaultHead,
    equalize: true,
  });
  expect(faces[0].status).toBe("unaligned");
  expect(answer).toMatchObject({ labels7: faces[0].labels7, isJudged: false, face: null, skinTone: null });
});
