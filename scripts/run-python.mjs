/**
 * Runs a script of training/ in its own Python environment (.venv), which is made and filled on the first call:
 *   node scripts/run-python.mjs training/train.py --data ../shared/data
 * Plain Node. Needs Python 3.11 or newer with venv.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const VENV = join(ROOT, ".venv");
const PYTHON = join(VENV, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const REQUIREMENTS = join(ROOT, "training/requirements.txt");
/** What was installed last, so that a second call does nothing twice. */
const STAMP = join(VENV, "mien-requirements");

const wanted = readFileSync(REQUIREMENTS, "utf8");
if (!existsSync(PYTHON)) run("python3", ["-m", "venv", VENV], "Python 3.11 or newer with its venv module is needed.");
if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== wanted) {
  run(PYTHON, ["-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], "pip could not install the packages.");
  writeFileSync(STAMP, wanted);
}
run(PYTHON, process.argv.slice(2), "");

function run(command, args, advice) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (status === 0) return;
  if (advice) console.error(`${advice}${error ? ` (${error.message})` : ""}`);
  process.exit(status || 1);
}
