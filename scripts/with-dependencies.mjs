/**
 * Runs the program of an installed package after making sure that packages are installed:
 * `node scripts/with-dependencies.mjs tsx cli/classify.ts ...`. Its output is the program's own; npm's goes to stderr.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";
import { passSignals } from "./pass-signals.mjs";

const [program, ...args] = process.argv.slice(2);
await ensureDependencies();
const folder = new URL(`../node_modules/${program}/`, import.meta.url);
const { bin } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
const script = fileURLToPath(new URL(typeof bin === "string" ? bin : bin[program], folder));
const preloaded = program === "tsx" ? ["--import", new URL("plain-errors.mjs", import.meta.url).href] : [];
// Without a shell, which would take file names for words of its own.
const child = spawn(process.execPath, [script, ...preloaded, ...args], {
  stdio: "inherit",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
});
passSignals(child);
child.once("exit", (code, signal) => (process.exitCode = code ?? 128 + constants.signals[signal]));
