/**
 * `npm run classify`: the same pipeline in Node, for folders of pictures. Results on stdout in the order of the files,
 * one thread a core; progress on stderr. Exit code 0, 1 when a file could not be read, 2 for a wrong command line.
 */
import { availableParallelism } from "node:os";
import { parseOptions, USAGE, UsageError, type ClassifyOptions } from "./classify-options";
import type { ClassifyLine } from "./classify-worker";
import { listPictures } from "./list-pictures";
import { readShippedManifest } from "./shipped-models";
import { tableLine } from "./table-line";
import { createThreadPool } from "./thread-pool";
import { TYPED_IN } from "./typed-in";

const WORKER = new URL("./classify-worker.ts", import.meta.url);

/** Calls `onLine` once a file, in order. */
async function classifyAll(files: readonly string[], options: ClassifyOptions, onLine: (line: ClassifyLine) => void) {
  const lines = new Map<number, ClassifyLine>();
  let nextLine = 0;
  const threads = Math.max(1, Math.min(availableParallelism(), files.length));
  const pool = createThreadPool<[index: number, file: string], ClassifyLine>(WORKER, options, threads);
  try {
    await pool.run(files.entries(), ([index], result) => {
      lines.set(index, result);
      for (let line = lines.get(nextLine); line; line = lines.get(++nextLine)) {
        lines.delete(nextLine);
        onLine(line);
      }
    });
  } finally {
    await pool.close();
  }
}

function assertHead(head: string | null): void {
  const manifest = readShippedManifest();
  const ids = manifest.heads.map(({ id }) => id);
  if (head !== null && !ids.includes(head)) {
    throw new UsageError(`--head: got ${JSON.stringify(head)}, expected one of ${ids.join(", ")}`);
  }
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), process.env);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  assertHead(options.head);
  const files = await listPictures(options.paths, TYPED_IN);
  if (files.length === 0)
    throw new UsageError("PATH: got folders without pictures, expected jpg, png, webp, avif, tiff or gif");
  let failed = 0;
  let done = 0;
  const showProgress = !options.json && process.stderr.isTTY;
  await classifyAll(files, options, (line) => {
    done++;
    if (line.error) failed++;
    if (showProgress) process.stderr.write("\r\x1b[K");
    process.stdout.write(`${options.json ? JSON.stringify(line) : tableLine(line)}\n`);
    if (showProgress) process.stderr.write(`${progressBar(done, files.length)}${done === files.length ? "\n" : ""}`);
  });
  return failed > 0 ? 1 : 0;
}

function progressBar(done: number, total: number): string {
  const filled = Math.round((30 * done) / total);
  return `[${"#".repeat(filled)}${"-".repeat(30 - filled)}] ${done} of ${total}`;
}

// Whoever reads the results may have had enough of them, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`classify: the results cannot be written: ${error.message}\n`);
  process.exit(1);
});

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}\n` : `classify: ${message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
