/**
 * Where model files come from: over the network in the worker (`createFetchSource`), from disk in Node
 * (file-source.ts). `loadFile` checks what came against the manifest and names the file that is wrong.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { PipelineError } from "../errors";
import type { Manifest } from "./manifest";

export interface ModelSource {
  /**
   * Bytes of a file below public/models. `version` makes the address unique, so that it may be cached for ever.
   * `onBytes` is told the bytes received so far. `again`: what came before was wrong, so no cache may answer.
   */
  read(
    path: string,
    version: string | null,
    onBytes?: (loadedBytes: number) => void,
    again?: boolean,
  ): Promise<Uint8Array>;
}

/** A file may take this long between two pieces of it. Guessed: a slow mobile connection still sends something. */
const STALL_LIMIT_MS = 15_000;

/** `baseUrl`: the site's root, absolute, with a trailing slash. */
export function createFetchSource(baseUrl: string, stallMs = STALL_LIMIT_MS): ModelSource {
  return {
    async read(path, version, onBytes, again = false) {
      const url = new URL(`models/${path}`, baseUrl);
      if (version) url.searchParams.set("sha256", version);
      // A cache between here and the server does not heed a browser's wish to be passed.
      if (again) url.searchParams.set("again", String(Date.now()));
      let abort = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waitOn = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), stallMs);
      };
      waitOn();
      const fail = (reason: string, cause?: unknown) =>
        new PipelineError("load-failed", path, `${path} could not be loaded: ${reason}`, { cause });
      try {
        const ask = (cache: RequestCache): Promise<Response> => fetch(url, { signal: abort.signal, cache });
        const response = again
          ? await ask("reload")
          : version
            ? await ask("default")
            : // Without a network what was kept will do: every file that it names is held against its hash.
              await ask("no-cache").catch(() => {
                abort = new AbortController();
                waitOn();
                return ask("force-cache");
              });
        if (!response.ok || !response.body) throw fail(`the server answered ${response.status}, expected 200`);
        const pieces: Uint8Array[] = [];
        let loadedBytes = 0;
        for (const reader = response.body.getReader(); ;) {
          const { done, value } = await reader.read();
          if (done) break;
          waitOn();
          pieces.push(value);
          loadedBytes += value.length;
          onBytes?.(loadedBytes);
        }
        return joinBytes(pieces);
      } catch (cause) {
        if (cause instanceof PipelineError) throw cause;
        if (abort.signal.aborted) throw fail(`nothing came for ${stallMs / 1000} s`, cause);
        throw fail(cause instanceof Error ? cause.message : String(cause), cause);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/**
 * Reads a file of the manifest and verifies its size and SHA-256. One that is wrong is read once more past all caches: the
 * address may have been answered, and kept, while the server still had the file before. Throws PipelineError
 * "hash-mismatch" and "load-failed", and "bad-model" for a file that the manifest lacks.
 */
export async function loadFile(
  source: ModelSource,
  manifest: Manifest,
  path: string,
  onBytes?: (loadedBytes: number) => void,
): Promise<Uint8Array> {
  const expected = manifest.files[path];
  if (!expected)
    throw new PipelineError("bad-model", "manifest.json", `manifest.json: got no entry for ${path}, expected one`);
  const version = expected.sha256.slice(0, 16);
  try {
    return verified(path, await source.read(path, version, onBytes), expected);
  } catch (error) {
    if (!(error instanceof PipelineError && error.code === "hash-mismatch")) throw error;
    return verified(path, await source.read(path, version, onBytes, true), expected);
  }
}

function verified(path: string, bytes: Uint8Array, expected: Manifest["files"][string]): Uint8Array {
  if (bytes.length !== expected.bytes) {
    const got = `got ${bytes.length} bytes, expected ${expected.bytes}`;
    throw new PipelineError("hash-mismatch", path, `${path} is damaged: ${got}`);
  }
  const hash = bytesToHex(sha256(bytes));
  if (hash !== expected.sha256) {
    const got = `got SHA-256 ${hash.slice(0, 16)}…, expected ${expected.sha256.slice(0, 16)}…`;
    throw new PipelineError("hash-mismatch", path, `${path} is damaged: ${got}`);
  }
  return bytes;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
