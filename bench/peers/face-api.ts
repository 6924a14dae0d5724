/**
 * @vladmandic/face-api in Node, its wasm build. Whole pipeline: its tiny detector, and SSD MobileNet v1 where that one finds
 * nobody; 68 landmarks for alignment, expressions. Net alone: `FaceExpressionNet` on the picture.
 */
import type { Tensor3D } from "@tensorflow/tfjs-core";
import { join } from "node:path";
import { wordsToScores } from "./labels";
import { PACKAGES, requireBuild, settle, WASM_FOLDER, type Peer, type PeerTf } from "./peer";

/**
 * What finds most faces of JAFFE and of tight crops, so that it is not measured below its worth (happy, sad and surprised
 * faces of JAFFE / 95 of PrivateTest's that are found and right): tiny detector at 128 px 88 of 92 / 58, at 224 px 87 / 52, at
 * 416 px 87 / 27; SSD 86 / 0. With the default limits, 0.5, JAFFE loses 9 %.
 */
const MINIMUM_CONFIDENCE = 0.1;
const TINY_SIDE = 128;

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
    readonly tinyFaceDetector: Net;
    readonly faceLandmark68Net: Net;
    readonly faceExpressionNet: Net & { predictExpressions(input: Tensor3D): Promise<Expressions> };
  };
  readonly SsdMobilenetv1Options: new (options: { readonly minConfidence: number }) => object;
  readonly TinyFaceDetectorOptions: new (options: {
    readonly inputSize: number;
    readonly scoreThreshold: number;
  }) => object;
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
  for (const net of [nets.tinyFaceDetector, nets.ssdMobilenetv1, nets.faceLandmark68Net, nets.faceExpressionNet]) {
    await net.loadFromDisk(models);
  }
  const detectors = [
    new faceApi.TinyFaceDetectorOptions({ inputSize: TINY_SIDE, scoreThreshold: MINIMUM_CONFIDENCE }),
    new faceApi.SsdMobilenetv1Options({ minConfidence: MINIMUM_CONFIDENCE }),
  ];
  return {
    tf,
    async readPipeline(picture) {
      for (const detector of detectors) {
        const task = faceApi.detectSingleFace(picture, detector).withFaceLandmarks().withFaceExpressions();
        const face = await settle(() => task.run());
        if (face) return wordsToScores(Object.entries(face.expressions));
      }
      return null;
    },
    async readCrop(picture) {
      return wordsToScores(Object.entries(await nets.faceExpressionNet.predictExpressions(picture)));
    },
  };
}
