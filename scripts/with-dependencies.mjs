/**
 * Runs a program of node_modules/.bin after making sure that packages are installed:
 * `node scripts/with-dependencies.mjs tsx cli/classify.ts ...`. Its output is the program's own; npm's goes to stderr.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const [program, ...args] = process.argv.slice(2);
await ensureDependencies();
const preloaded = program === "tsx" ? ["--import", new URL("plain-errors.mjs", import.meta.url).href] : [];
const child = spawn(
  fileURLToPath(new URL(`../node_modules/.bin/${program}`, import.meta.url)),
  [...preloaded, ...args],
  {
    stdio: "inherit",
    shell: process.platform === "win32",
  },
);
child.once("error", (error) => {
  console.error(`${program}: ${error.message}`);
  process.exitCode = 1;
});
// Who ends this program means the one that works.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.once("exit", (code, signal) => (process.exitCode = code ?? 128 + constants.signals[signal]));
