/**
 * @vladmandic/human in Node, its wasm build, models from its npm package through a server on localhost (the build has no
 * file loader). Whole pipeline: `human.detect` with default settings, less what cannot change the emotion of a still:
 * other models (iris, description, body, hand, gesture) are off, and so is the cache between frames. Its default leaves
 * out labels below 0.1. Input as a tensor, for which Human skips its canvas filters (all neutral by default).
 *
 * Net alone: Human has no call that takes a crop, but `human.models` gives out the loaded emotion net. It gets what
 * src/gear/emotion.ts makes of a face's crop: 64 px, grey by the same weights, -1 to 1; all seven labels are kept.
 */
import type { Tensor, Tensor3D } from "@tensorflow/tfjs-core";
import { join } from "node:path";
import { startStaticServer } from "../../tests/helpers/static-server";
import { LABELS7 } from "../../lib/types";
import { wordsToScores } from "./labels";
import { PACKAGES, requireBuild, settle, WASM_FOLDER, type Peer, type PeerTf } from "./peer";

/** The order of the emotion net's outputs, by src/gear/emotion.ts: it happens to be ours. */
const OUTPUTS = LABELS7;
/** src/tfjs/constants.ts */
const GREY_OF_RGB = [0.2989, 0.587, 0.114];

interface GraphModel {
  readonly inputs: readonly { readonly shape?: readonly number[] }[];
  execute(input: Tensor): Tensor;
}

/** The part of Human's interface that is used here. */
interface Human {
  readonly tf: PeerTf;
  readonly models: { readonly models: Readonly<Record<string, GraphModel | null>> };
  load(): Promise<void>;
  detect(input: Tensor3D): Promise<{
    readonly error: string | null;
    readonly face: readonly { readonly emotion?: readonly { readonly score: number; readonly emotion: string }[] }[];
  }>;
}

const off = { enabled: false };

export async function openHuman(): Promise<Peer> {
  const { Human } = requireBuild<{ Human: new (config: object) => Human }>("@vladmandic/human/dist/human.node-wasm.js");
  const server = await startStaticServer({ "/models/": join(PACKAGES, "@vladmandic/human/models/") });
  const human = new Human({
    backend: "wasm",
    wasmPath: WASM_FOLDER,
    modelBasePath: `${server.url}/models/`,
    cacheSensitivity: 0,
    face: { iris: off, description: off },
    body: off,
    hand: off,
    gesture: off,
  });
  try {
    await settle(() => human.load());
  } finally {
    await server.close();
  }
  const { tf } = human;
  if (tf.getBackend() !== "wasm") throw new Error(`human: got backend ${tf.getBackend()}, expected wasm`);
  // A model that does not load is only logged, and Human goes on with less.
  for (const name of ["blazeface", "facemesh"]) modelOf(human, name);
  const emotionNet = modelOf(human, "emotion");
  const side = emotionNet.inputs[0].shape![2];
  return {
    tf,
    async readPipeline(picture) {
      const { face, error } = await settle(() => human.detect(picture));
      if (error) throw new Error(error);
      return face.length > 0
        ? wordsToScores((face[0].emotion ?? []).map(({ emotion, score }) => [emotion, score] as const))
        : null;
    },
    async readCrop(picture) {
      const output = tf.tidy(() => {
        const resized = tf.div(tf.image.resizeBilinear(picture, [side, side]), 255);
        const grey = tf.sum(tf.mul(resized, GREY_OF_RGB), 2, true);
        return emotionNet.execute(tf.expandDims(tf.mul(tf.sub(grey, 0.5), 2), 0));
      });
      try {
        const scores = await output.data();
        return wordsToScores(OUTPUTS.map((label, index) => [label, scores[index]] as const));
      } finally {
        output.dispose();
      }
    },
  };
}

function modelOf(human: Human, name: string): GraphModel {
  const model = human.models.models[name];
  if (!model?.inputs.length) throw new Error(`human: got no ${name} model, expected it loaded`);
  return model;
}
