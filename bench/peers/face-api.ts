/**
 * @vladmandic/face-api in Node, its wasm build. Whole pipeline: as its tutorial has it for one face, SSD MobileNet v1 with a
 * low limit, 68 landmarks for alignment, expressions. Net alone: `FaceExpressionNet` on the picture.
 */
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { join } from "node:path";
import { wordsToScores } from "./labels";
import { PACKAGES, requireBuild, settle, WASM_FOLDER, type Peer, type PeerTf } from "./peer";

/** Its own default is 0.5, which finds 91 % of JAFFE's faces; 0.1 and 0.3 find all. The best of its scores is taken. */
const MINIMUM_CONFIDENCE = 0.1;

/** Word -> probability, as own fields of a class. */
type Expressions = Readonly<Record<string, number>>;

interface Net {
  loadFromDisk(folder: string): Promise<void>;
}

/** The part of face-api's interface that is used here. */
interface FaceApi {
  readonly tf: PeerTf;
  readonly nets: {
    readonly ssdMobilenetv1: Net;
    readonly faceLandmark68Net: Net;
    readonly faceExpressionNet: Net & { predictExpressions(input: Tensor3D): Promise<Expressions> };
  };
  readonly SsdMobilenetv1Options: new (options: { readonly minConfidence: number }) => object;
  detectSingleFace(
    input: Tensor3D,
    options: object,
  ): {
    withFaceLandmarks(): {
      withFaceExpressions(): { run(): Promise<{ readonly expressions: Expressions } | undefined> };
    };
  };
}

export async function openFaceApi(): Promise<Peer> {
  const faceApi = requireBuild<FaceApi>("@vladmandic/face-api/dist/face-api.node-wasm.js");
  const { tf, nets } = faceApi;
  tf.setWasmPaths(WASM_FOLDER);
  if (!(await tf.setBackend("wasm"))) throw new Error(`face-api: got backend ${tf.getBackend()}, expected wasm`);
  await tf.ready();
  const models = join(PACKAGES, "@vladmandic/face-api/model");
  for (const net of [nets.ssdMobilenetv1, nets.faceLandmark68Net, nets.faceExpressionNet]) {
    await net.loadFromDisk(models);
  }
  const detection = new faceApi.SsdMobilenetv1Options({ minConfidence: MINIMUM_CONFIDENCE });
  return {
    tf,
    async readPipeline(picture) {
      const task = faceApi.detectSingleFace(picture, detection).withFaceLandmarks().withFaceExpressions();
      const face = await settle(() => task.run());
      return face ? wordsToScores(Object.entries(face.expressions)) : null;
    },
    async readCrop(picture) {
      return wordsToScores(Object.entries(await nets.faceExpressionNet.predictExpressions(picture)));
    },
  };
}
