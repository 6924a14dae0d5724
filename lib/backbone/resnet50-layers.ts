/**
 * The shape of ResNet50 v1 (He et al. 2015, table 1) with batch norms folded in: names, kernels, strides and padding of
 * its 53 convolutions. The manifest is held against it, so a wrong export is refused before anything runs.
 */
import { PipelineError } from "../errors";
import type { LayerEntry } from "../models/manifest";

export const EMBEDDING_FEATURES = 2048;
/** Stages 2 to 5: blocks and inner width. */
export const STAGES = [
  { stage: 2, blocks: 3, width: 64 },
  { stage: 3, blocks: 4, width: 128 },
  { stage: 4, blocks: 6, width: 256 },
  { stage: 5, blocks: 3, width: 512 },
] as const;

export interface LayerShape {
  readonly name: string;
  /** Height, width, input channels, output channels. */
  readonly shape: readonly [number, number, number, number];
  readonly stride: number;
  readonly padding: number;
}

/** One grey input channel; stride 2 sits in the first 1x1 convolution of stages 3 to 5, as in Keras' weights. */
export const RESNET50_LAYERS: readonly LayerShape[] = [
  { name: "stem", shape: [7, 7, 1, 64], stride: 2, padding: 3 },
  ...STAGES.flatMap(({ stage, blocks, width }) =>
    Array.from({ length: blocks }, (_, block): LayerShape[] => {
      const inputs = block > 0 ? 4 * width : stage === 2 ? 64 : 2 * width;
      const stride = block === 0 && stage > 2 ? 2 : 1;
      const name = `${stage}.${block}`;
      return [
        { name: `${name}.conv1`, shape: [1, 1, inputs, width], stride, padding: 0 },
        { name: `${name}.conv2`, shape: [3, 3, width, width], stride: 1, padding: 1 },
        { name: `${name}.conv3`, shape: [1, 1, width, 4 * width], stride: 1, padding: 0 },
        ...(block === 0
          ? [{ name: `${name}.shortcut`, shape: [1, 1, inputs, 4 * width], stride, padding: 0 } as const]
          : []),
      ];
    }).flat(),
  ),
];

/** Throws PipelineError "bad-model" that names the first layer that is not as in ResNet50. */
export function assertResnet50(layers: readonly LayerEntry[]): void {
  const describe = (layer?: LayerShape) =>
    layer ? `${layer.name} [${layer.shape.join(", ")}] stride ${layer.stride} padding ${layer.padding}` : "nothing";
  const longest = Math.max(layers.length, RESNET50_LAYERS.length);
  for (let index = 0; index < longest; index++) {
    const got = describe(layers[index]);
    const expected = describe(RESNET50_LAYERS[index]);
    if (got !== expected) {
      throw new PipelineError("bad-model", "backbone", `layer ${index}: got ${got}, expected ${expected}`);
    }
  }
}
