/** New heads -> the manifest that describes them. Pure. */
import { readHeadFile, type HeadFit } from "../../lib/heads/head-file";
import type { Manifest } from "../../lib/models/manifest";
import { sha256 } from "../experiments/prepare-pictures";

/** Head -> the bytes of its file. */
export type HeadFiles = ReadonlyMap<string, Uint8Array>;

/**
 * `files`: one for each head of the manifest over the three expressions; the seven-label head stays. Accuracy is emptied,
 * since it is the old default head's: `npm run measure:accuracy` fills it. Throws Error for a head without a file,
 * PipelineError "bad-model" for a file that is none.
 */
export function updateManifest(
  manifest: Manifest,
  files: HeadFiles,
  defaultHead: string,
  headsMadeBy: NonNullable<Manifest["headsMadeBy"]>,
): Manifest {
  const fit = { backbone: manifest.backbone.sha256, preprocessing: manifest.preprocessing };
  const entries = manifest.heads.map(({ id, file }) => {
    const bytes = files.get(id);
    if (!bytes) throw new Error(`heads: got none of ${id}, expected one`);
    return [file, describeHead(bytes, file, fit)] as const;
  });
  return {
    ...manifest,
    headsMadeBy,
    files: { ...manifest.files, ...Object.fromEntries(entries) },
    defaultHead,
    accuracy: { publicTest: {}, privateTest: {} },
  };
}

/** As `describe` of training/export.py. */
function describeHead(bytes: Uint8Array, path: string, fit: HeadFit): Manifest["files"][string] {
  const arrays = Object.entries(readHeadFile(bytes, path, fit).arrays);
  const dtypes = arrays.map(([, { data }]) => (data instanceof Int8Array ? "int8" : "float32"));
  return {
    sha256: sha256(bytes),
    bytes: bytes.length,
    dtype: [...new Set(dtypes)].sort().join(", "),
    shapes: Object.fromEntries(arrays.map(([name, { shape }]) => [name, [...shape]])),
  };
}
