/** After days of frames tfjs' count of WebAssembly tensors ends: what is read goes on as before, weights stay theirs. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { openPipeline } from "../../cli/open-pipeline";
import { reuseTensorIds } from "../../lib/backends/reuse-tensor-ids";
import { runFrame } from "../../lib/pipeline/run-frame";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

it("frames are read alike before and after 2^32 tensors", async () => {
  const pipeline = await openPipeline();
  try {
    const { backbone, defaultHead } = pipeline.manifest;
    const settings = { inputSide: backbone.defaultSide, head: defaultHead, equalize: true };
    const portrait = await readPicture(ASTRONAUT);
    const read = async () => (await runFrame(pipeline, portrait, settings)).faces;
    const before = await read();
    expect(before).toMatchObject([{ expression: "happy", status: "ok" }]);
    // Odd, and within the first frame's reach of the end: without the fix every frame from here on fails.
    (tf.backend() as unknown as { dataIdNextNumber: number }).dataIdNextNumber = 2 ** 32 - 501;
    for (let frame = 0; frame < 3; frame++) expect(await read()).toEqual(before);
  } finally {
    pipeline.dispose();
  }
});

it("another backend is refused, with got and expected", () => {
  const other = { dispose() {} } as unknown as Parameters<typeof reuseTensorIds>[0];
  expect(() => reuseTensorIds(other)).toThrow(/got a tfjs backend that counts no tensors, expected/);
});
