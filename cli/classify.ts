/**
 * `npm run classify`: the same pipeline in Node, for folders of pictures. Results on stdout in the order of the files,
 * one thread a core; progress on stderr. Exit code 0, 1 when a file could not be read, 2 for a wrong command line.
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { parseManifest } from "../lib/models/manifest";
import { parseOptions, USAGE, UsageError, type ClassifyOptions } from "./classify-options";
import type { ClassifyLine } from "./classify-worker";
import { listPictures } from "./list-pictures";
import { tableLine } from "./table-line";

function startWorker(options: ClassifyOptions): Worker {
  // Node 20 does not carry tsx's loader into a worker by itself, so the worker registers it first.
  const url = JSON.stringify(new URL("./classify-worker.ts", import.meta.url).href);
  return new Worker(`import("tsx/esm/api").then(({ register }) => (register(), import(${url})))`, {
    eval: true,
    workerData: options,
    stdout: true,
  });
}

/** Calls `onLine` once a file, in order. */
async function classifyAll(files: readonly string[], options: ClassifyOptions, onLine: (line: ClassifyLine) => void) {
  const lines = new Map<number, ClassifyLine>();
  let nextFile = 0;
  let nextLine = 0;
  const runOne = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let current = -1;
      worker.on("error", reject);
      worker.on("message", (message: "ready" | ClassifyLine) => {
        if (message !== "ready") lines.set(current, message);
        for (let line = lines.get(nextLine); line; line = lines.get(++nextLine)) {
          lines.delete(nextLine);
          onLine(line);
        }
        current = nextFile++;
        if (current < files.length) worker.postMessage(files[current]);
        else resolve();
      });
    });
  const count = Math.max(1, Math.min(availableParallelism(), files.length));
  const workers = Array.from({ length: count }, () => startWorker(options));
  try {
    await Promise.all(workers.map(runOne));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function assertHead(head: string | null): void {
  const manifest = parseManifest(readFileSync(join(import.meta.dirname, "../public/models/manifest.json")));
  const ids = manifest.heads.map(({ id }) => id);
  if (head !== null && !ids.includes(head)) {
    throw new UsageError(`--head: got ${JSON.stringify(head)}, expected one of ${ids.join(", ")}`);
  }
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  assertHead(options.head);
  const files = await listPictures(options.paths);
  if (files.length === 0)
    throw new UsageError("PATH: got folders without pictures, expected jpg, png, webp, tiff or gif");
  let failed = 0;
  let done = 0;
  const showProgress = !options.json && process.stderr.isTTY;
  await classifyAll(files, options, (line) => {
    done++;
    if (line.error) failed++;
    process.stdout.write(`${options.json ? JSON.stringify(line) : tableLine(line)}\n`);
    if (showProgress) process.stderr.write(`\r${progressBar(done, files.length)}${done === files.length ? "\n" : ""}`);
  });
  return failed > 0 ? 1 : 0;
}

function progressBar(done: number, total: number): string {
  const filled = Math.round((30 * done) / total);
  return `[${"#".repeat(filled)}${"-".repeat(30 - filled)}] ${done} of ${total}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}\n` : `classify: ${message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
