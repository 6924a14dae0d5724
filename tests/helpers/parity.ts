/**
 * How far a backend's numbers are from the goldens in public/models: the detector's come from tfjs on wasm (held against
 * MediaPipe's own runtime by tests/detect), the backbone's from PyTorch. One tolerance for both networks and all backends.
 */
import { goldenCrops } from "../../lib/pipeline/golden-input";
import { relativeDifference, runDetectorSample } from "../../lib/pipeline/self-test";
import type { ModelFiles, Pipeline } from "../../lib/pipeline/load-pipeline";
import type { InputSide } from "../../lib/types";

/**
 * Largest relative difference (root of summed squares). All sum in float32, but in another order: through 53 layers a
 * few 1e-6 come together. Measured, detector and backbone: wasm 1.2e-6 and 3.8e-6, WebGPU on SwiftShader 1.1e-6 and
 * 3.8e-6. One wrong layer gives 0.02 and more, which the self-test's own tolerance is for.
 */
export const PARITY_TOLERANCE = 1e-4;

export interface Parity {
  readonly detector: number;
  readonly backbone: number;
}

/** `count`: crops in one call, the two golden ones in turn, so that larger batches run, too. */
export async function measureParity(
  pipeline: Pipeline,
  files: ModelFiles,
  side: InputSide,
  count = 2,
): Promise<Parity> {
  const { values, stride } = readJson<{ values: number[]; stride: number }>(files, files.manifest.selfTest.detector);
  const goldens = readJson<{ features: Record<InputSide, number[][]> }>(files, files.manifest.selfTest.backbone);
  const features = goldens.features[side];
  const inTurn = Array.from({ length: count }, (_, index) => index % features.length);
  const crops = goldenCrops(side);
  const embeddings = await pipeline.backbone.embed(inTurn.map((index) => crops[index]));
  return {
    detector: relativeDifference(await runDetectorSample(pipeline.detector, stride), values),
    backbone: relativeDifference(
      embeddings,
      inTurn.flatMap((index) => features[index]),
    ),
  };
}

function readJson<T>(files: ModelFiles, path: string): T {
  return JSON.parse(new TextDecoder().decode(files.bytes.get(path))) as T;
}
