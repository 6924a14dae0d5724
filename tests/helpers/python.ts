/** Programs of training/ in the Python environment that scripts/run-python.mjs sets up. Tests never set it up: that is a download. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const STAMP = join(ROOT, ".venv/mien-requirements");
const REQUIREMENTS = join(ROOT, "training/requirements.txt");

/** Ends the test as skipped where Python is not set up, or with other packages than are asked for now. */
export function requirePython({ skip }: Pick<TestContext, "skip">): void {
  if (!existsSync(STAMP)) skip("Python is not set up here");
  if (readFileSync(STAMP, "utf8") !== readFileSync(REQUIREMENTS, "utf8"))
    skip("Python is set up here with other packages than training/requirements.txt asks for");
}

/** What a program prints. Throws Error with what it complained of where it fails. */
export function runPython(...args: readonly string[]): string {
  return execFileSync(process.execPath, ["scripts/run-python.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 2 ** 20,
  });
}
