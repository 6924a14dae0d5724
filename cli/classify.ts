/**
 * `npm run classify`: the same pipeline in Node, for folders of pictures. Results on stdout in the order of the files;
 * progress on stderr. Exit code 0, 1 when a file could not be read, 2 for a wrong command line.
 */
import { constants } from "node:os";
import { parseOptions, USAGE, type ClassifyOptions } from "./classify-options";
import type { ClassifyLine } from "./classify-worker";
import { defaultThreads } from "./default-threads";
import { createInOrder } from "./in-order";
import { leftOutLine, listPictures } from "./list-pictures";
import { READABLE_FORMATS } from "./picture-formats";
import { readShippedManifest } from "./shipped-models";
import { tableLine } from "./table-line";
import { createThreadPool } from "./thread-pool";
import { TYPED_IN } from "./typed-in";
import { UsageError } from "./usage-error";

/** By which people and systems end a command; what has been read until then is written. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const WORKER = new URL("./classify-worker.ts", import.meta.url);

interface Listeners {
  /** Once a file, in order; files without a result are left out where the run ends early. */
  onLine(line: ClassifyLine): void;
  /** Once a result, as they arrive. */
  onResult(): void;
}

async function classifyAll(files: readonly string[], options: ClassifyOptions, { onLine, onResult }: Listeners) {
  const lines = createInOrder(onLine);
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      lines.flush();
      process.exit(128 + constants.signals[signal]);
    });
  }
  const threads = Math.min(options.threads ?? defaultThreads(), files.length);
  const pool = createThreadPool<[index: number, file: string], ClassifyLine>(WORKER, options, threads);
  try {
    await pool.run(files.entries(), ([index], line) => {
      lines.add(index, line);
      onResult();
    });
  } finally {
    await pool.close();
    lines.flush();
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
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  assertHead(options.head);
  const pictures = await listPictures(options.paths, TYPED_IN);
  const { files } = pictures;
  const leftOut = leftOutLine(pictures);
  if (leftOut) process.stderr.write(`${leftOut}\n`);
  if (files.length === 0) throw new UsageError(`PATH: got folders without pictures, expected ${READABLE_FORMATS}`);
  let failed = 0;
  let done = 0;
  // JSON lines on the same terminal are looked at as they are.
  const showProgress = process.stderr.isTTY && !(options.json && process.stdout.isTTY);
  const writeProgress = (text: string): void => {
    if (showProgress) process.stderr.write(`\r\x1b[K${text}`);
  };
  try {
    await classifyAll(files, options, {
      onLine(line) {
        if (line.error) failed++;
        writeProgress("");
        process.stdout.write(`${options.json ? JSON.stringify(line) : tableLine(line)}\n`);
      },
      onResult() {
        done++;
        writeProgress(`${progressBar(done, files.length)}${done === files.length ? "\n" : ""}`);
      },
    });
  } finally {
    writeProgress("");
  }
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
