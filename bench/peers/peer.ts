/**
 * What bench/peers.ts knows about a peer, and what both peers share: their packages (bench/peers/node_modules, not the
 * project's), tfjs' wasm backend on one thread (its threads do not run in Node), pictures as tensors.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Tfjs from "@tensorflow/tfjs-core";
import type { Picture } from "../../lib/types";
import type { PeerScores } from "./labels";

export interface PeerReading {
  /** The peer's own detector first, then its expression net on the best face; null: it found no face. */
  readonly pipeline: PeerScores | null;
  /** Its expression net on the picture as it is. */
  readonly net: PeerScores;
}

export interface Peer {
  readPipeline(picture: Tfjs.Tensor3D): Promise<PeerScores | null>;
  readCrop(picture: Tfjs.Tensor3D): Promise<PeerScores>;
  readonly tf: PeerTf;
}

/** tfjs as a peer exports it. */
export type PeerTf = typeof Tfjs & { setWasmPaths(folder: string): void };

export const PEERS_FOLDER = import.meta.dirname;
export const PACKAGES = join(PEERS_FOLDER, "node_modules");
export const WASM_FOLDER = join(PACKAGES, "@tensorflow/tfjs-backend-wasm/wasm-out/");

/** A CommonJS build by its path inside node_modules: Human's "exports" name no path that Node accepts. */
export function requireBuild<Module>(path: string): Module {
  return createRequire(import.meta.url)(join(PACKAGES, path)) as Module;
}

/** [height, width, 3] float32, 0 to 255, as the peers expect a picture; the caller disposes it. */
export function pictureToTensor(tf: PeerTf, { width, height, data }: Picture): Tfjs.Tensor3D {
  const rgb = new Float32Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgb[3 * pixel + channel] = data[4 * pixel + channel];
  }
  return tf.tensor3d(rgb, [height, width, 3]);
}

/**
 * Both peers await inside `new Promise(async ...)`, so a fault in an inner step shows up as an unhandled rejection and
 * the promise they returned never settles. This one rejects instead.
 */
export function settle<Value>(start: () => PromiseLike<Value>): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    process.once("unhandledRejection", reject);
    const settled = () => process.off("unhandledRejection", reject);
    start().then(
      (value) => (settled(), resolve(value)),
      (error: unknown) => (settled(), reject(error)),
    );
  });
}
