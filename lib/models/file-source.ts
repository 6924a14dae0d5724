/** Model files from disk, for Node: the command line, tests and training. Never reached from the page or the worker. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PipelineError } from "../errors";
import type { ModelSource } from "./model-source";

/** `folder`: public/models. */
export function createFileSource(folder: string): ModelSource {
  return {
    async read(path, _version, onBytes) {
      try {
        const bytes = new Uint8Array(await readFile(join(folder, path)));
        onBytes?.(bytes.length);
        return bytes;
      } catch (cause) {
        throw new PipelineError("load-failed", path, `${path} could not be read from ${folder}`, { cause });
      }
    },
  };
}
