/**
 * Pictures a second of `npm run classify -- --crops`, as a user runs it: whole processes over the same folder, the sizes
 * one after another in each of several rounds (A B C A B C), so that a slow minute of the machine meets all of them.
 *
 *   npm run bench:classify [-- --pictures 200 --rounds 3]
 *
 * In: the bundled portrait, copied. Out: bench/classify-rate.json with every round, the median and the machine; with any
 * but the default options, figures are only printed. A rate counts from the first result to the last, so that starting
 * Node and loading weights (reported apart) is not in it.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { wholeNumber } from "../cli/whole-number";
import { INPUT_SIDES } from "../lib/types";
import { median } from "../training/median";
import { reportHead, writeReport } from "../training/report-file";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(import.meta.dirname, "classify-rate.json");
const PORTRAIT = join(ROOT, "public/pictures/astronaut.png");
/** Of the shipped report. */
const DEFAULT_PICTURES = 200;
const DEFAULT_ROUNDS = 3;

const { values } = parseCommandLine({ options: { pictures: { type: "string" }, rounds: { type: "string" } } });
// From the first result to the last: there must be two.
const pictures = wholeNumber("--pictures", values.pictures, 2, 100_000) ?? DEFAULT_PICTURES;
const rounds = wholeNumber("--rounds", values.rounds, 1, 1000) ?? DEFAULT_ROUNDS;

interface Run {
  readonly side: number;
  /** From the start of the process to its first result. */
  readonly startMs: number;
  readonly picturesPerSecond: number;
}

function runOnce(folder: string, side: number): Promise<Run> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const options = ["run", "--silent", "classify", "--", "--crops", "--json", "--size", String(side), folder];
    const child = spawn("npm", options, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    let lines = 0;
    let firstMs = 0;
    let lastMs = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      lastMs = performance.now();
      firstMs ||= lastMs;
      lines += chunk.toString().split("\n").length - 1;
    });
    child.once("close", (code) => {
      if (code !== 0 || lines !== pictures) {
        return reject(new Error(`classify: got code ${code} and ${lines} lines, expected 0 and ${pictures}`));
      }
      const seconds = (lastMs - firstMs) / 1000;
      resolve({ side, startMs: firstMs - startedMs, picturesPerSecond: (lines - 1) / seconds });
    });
  });
}

function print(name: string, { picturesPerSecond, startMs }: Run): void {
  console.log(`${name}: ${picturesPerSecond.toFixed(1)} a second, first after ${startMs.toFixed(0)} ms`);
}

const folder = mkdtempSync(join(tmpdir(), "mien-bench-"));
try {
  for (let i = 0; i < pictures; i++) copyFileSync(PORTRAIT, join(folder, `${i}.png`));
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const side of INPUT_SIDES) {
      const run = await runOnce(folder, side);
      runs.push(run);
      print(`${side} px`, run);
    }
  }
  const medians = INPUT_SIDES.map((side): Run => {
    const own = runs.filter((run) => run.side === side);
    return {
      side,
      picturesPerSecond: median(own.map((run) => run.picturesPerSecond)),
      startMs: median(own.map((run) => run.startMs)),
    };
  });
  for (const run of medians) print(`median, ${run.side} px`, run);
  if (pictures === DEFAULT_PICTURES && rounds === DEFAULT_ROUNDS) {
    writeReport(OUT, { ...reportHead("bench/classify-rate.ts"), pictures, medians, runs });
    console.log(OUT);
  }
} finally {
  rmSync(folder, { recursive: true });
}
