/**
 * Runs a program of node_modules/.bin after making sure that packages are installed:
 * `node scripts/with-dependencies.mjs tsx cli/classify.ts ...`. Its output is the program's own; npm's goes to stderr.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const [program, ...args] = process.argv.slice(2);
await ensureDependencies();
const child = spawn(fileURLToPath(new URL(`../node_modules/.bin/${program}`, import.meta.url)), args, {
  stdio: "inherit",
  shell: process.platform === "win32",
});
child.once("exit", (code) => (process.exitCode = code ?? 1));
