/**
 * Model files -> a pipeline on tfjs' current backend. Files are read once (`loadModelFiles`) and used again when a
 * backend is lost; `createPipeline` puts them on the backend. Worker and Node.
 */
import { createBackbone, type Backbone } from "../backbone/create-backbone";
import { EMBEDDING_FEATURES } from "../backbone/resnet50-layers";
import { runSelfTest } from "./self-test";
import { createFaceDetector, type FaceDetector } from "../detect/create-face-detector";
import { createFaceFinder, type FaceFinder } from "../detect/create-face-finder";
import { PipelineError } from "../errors";
import { createHead, type Head } from "../heads";
import { parseManifest, PREPROCESSING_ID, type Manifest } from "../models/manifest";
import { joinBytes, loadFile, type ModelSource } from "../models/model-source";
import { EXPRESSIONS, LABELS7, type InputSide } from "../types";
import { COVERED_LABELS } from "./gate-covered";

/**
 * Files asked for at a time: of more a browser makes some wait for a connection (six a server by HTTP/1.1), and on a slow
 * line these would be given up as silent.
 */
const AT_A_TIME = 4;

export interface ModelFiles {
  readonly manifest: Manifest;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

export type FileGroup = "manifest" | "detector" | "backbone" | "heads";
export type OnFiles = (group: FileGroup, loadedBytes: number, totalBytes: number) => void;

/**
 * Reads manifest.json, then every file that a pipeline needs, group by group. `onFiles` is told of each group's bytes, as
 * loaded so far and of all its files; of the manifest 0 and 0, before it is asked for. The files are the caller's, whole
 * and checked against the manifest. Throws PipelineError "load-failed", "hash-mismatch" and, for a manifest that does not
 * fit its schema or lacks a file, "bad-model".
 */
export async function loadModelFiles(source: ModelSource, onFiles: OnFiles = () => {}): Promise<ModelFiles> {
  onFiles("manifest", 0, 0);
  const manifest = parseManifest(await source.read("manifest.json", null));
  const { detector, backbone, selfTest, heads, labels7Head, coveredGate } = manifest;
  const groups: [FileGroup, string[]][] = [
    ["detector", [detector.model, detector.weights, selfTest.detector]],
    ["backbone", [...backbone.shards, selfTest.backbone]],
    ["heads", [...heads, labels7Head, ...(coveredGate ? [coveredGate.head] : [])].map((head) => head.file)],
  ];
  const bytes = new Map<string, Uint8Array>();
  for (const [group, paths] of groups) {
    const totalBytes = paths.reduce((sum, path) => sum + (manifest.files[path]?.bytes ?? 0), 0);
    const loaded = new Map<string, number>();
    const report = (path: string, count: number) => {
      loaded.set(path, count);
      onFiles(
        group,
        [...loaded.values()].reduce((a, b) => a + b, 0),
        totalBytes,
      );
    };
    report(paths[0], 0);
    const rest = paths.values();
    const loadRest = async (): Promise<void> => {
      for (const path of rest) {
        bytes.set(path, await loadFile(source, manifest, path, (count) => report(path, count)));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, loadRest));
  }
  return { manifest, bytes };
}

/** Everything a frame needs. Disposing frees what is on the backend. */
export interface Pipeline {
  readonly manifest: Manifest;
  readonly detector: FaceDetector;
  readonly finder: FaceFinder;
  readonly backbone: Backbone;
  /** Heads over the three expressions, by id. */
  readonly heads: ReadonlyMap<string, Head>;
  readonly labels7Head: Head;
  /** Null where the manifest has no such gate. */
  readonly coveredGate: { readonly head: Head; readonly maximumCovered: number } | null;
  /** Compares the backend's numbers at this input side with the goldens. Throws "self-test-failed". */
  selfTest(side: InputSide): Promise<void>;
  dispose(): void;
}

/**
 * Puts the networks on tfjs' current backend; the self-test is the caller's to ask for. `files` are kept, not changed.
 * `batchSizes` of the backbone, largest first, the last 1 (the backend says which); `mostFaces` of a picture: the page's
 * limit where nothing is said. The caller disposes the pipeline. Throws PipelineError "bad-model" for a file that is not
 * among `files`, and for a head or backbone that does not fit.
 */
export async function createPipeline(
  files: ModelFiles,
  batchSizes: readonly number[],
  mostFaces?: number,
): Promise<Pipeline> {
  const { manifest } = files;
  const file = (path: string): Uint8Array => {
    const bytes = files.bytes.get(path);
    if (!bytes) throw new PipelineError("bad-model", path, `${path}: got nothing, expected a loaded file`);
    return bytes;
  };
  const fit = { backbone: manifest.backbone.sha256, preprocessing: PREPROCESSING_ID };
  const head = (entry: Manifest["labels7Head"], labels: readonly string[]): Head => {
    const made = createHead(file(entry.file), entry.file, fit, EMBEDDING_FEATURES);
    if (made.labels.join() === labels.join()) return made;
    const message = `${entry.file}: got the labels ${made.labels.join(", ")}, expected ${labels.join(", ")}`;
    throw new PipelineError("bad-model", entry.file, message);
  };
  const heads = new Map(manifest.heads.map((entry) => [entry.id, head(entry, EXPRESSIONS)]));
  const labels7Head = head(manifest.labels7Head, LABELS7);
  const coveredGate = manifest.coveredGate
    ? { head: head(manifest.coveredGate.head, COVERED_LABELS), maximumCovered: manifest.coveredGate.maximumCovered }
    : null;

  const model = JSON.parse(new TextDecoder().decode(file(manifest.detector.model)));
  const detector = await createFaceDetector({
    format: "graph-model",
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: file(manifest.detector.weights).slice().buffer,
  });
  const backbone = createBackbone(manifest.backbone, joinBytes(manifest.backbone.shards.map(file)), { batchSizes });
  return {
    manifest,
    detector,
    finder: createFaceFinder(detector, mostFaces),
    backbone,
    heads,
    labels7Head,
    coveredGate,
    selfTest: (side) =>
      runSelfTest(
        detector,
        backbone,
        { detector: file(manifest.selfTest.detector), backbone: file(manifest.selfTest.backbone) },
        side,
      ),
    dispose() {
      detector.dispose();
      backbone.dispose();
    },
  };
}
