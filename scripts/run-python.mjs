/**
 * Runs a script of training/ in its own Python environment (.venv), which is made and filled on the first call:
 *   node scripts/run-python.mjs training/train.py --data ../shared/data
 * Plain Node. Needs Python 3.11 or newer with venv.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitAsEnded, passSignals } from "./pass-signals.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const VENV = join(ROOT, ".venv");
const PYTHON = join(VENV, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const REQUIREMENTS = join(ROOT, "training/requirements.txt");
/** What was installed last, so that a second call does nothing twice. */
const STAMP = join(VENV, "mien-requirements");

/**
 * PyTorch asks for each layer's output anew, and glibc gives memory of that size back to the system at once. Kept and in
 * large pages, ResNet50 read 212 crops of 96 px a second for 30, and 43 of 224 px for 3.8 (2 cores, batches of 128,
 * float32). Threads that wait leave their core to others after 5 ms. Other systems' allocators pass over it all. What the
 * caller's environment says comes first.
 */
const PYTORCH = {
  KMP_BLOCKTIME: "5",
  MALLOC_MMAP_MAX_: "0",
  MALLOC_TRIM_THRESHOLD_: String(16 * 2 ** 30),
  MALLOC_TOP_PAD_: String(256 * 2 ** 20),
  GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
};

const wanted = readFileSync(REQUIREMENTS, "utf8");
const installed = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : null;
// Without a stamp an earlier call was broken off, and what it left may lack pip.
if (!existsSync(PYTHON) || installed === null) {
  const python = process.platform === "win32" ? "python" : "python3";
  await run(python, ["-m", "venv", "--clear", VENV], "Python 3.11 or newer with its venv module is needed.");
}
if (installed !== wanted) {
  await run(PYTHON, ["-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], "pip could not install the packages.");
  writeFileSync(STAMP, wanted);
}
await run(PYTHON, process.argv.slice(2), "", { ...PYTORCH, ...process.env });

/** Ends this program where that one fails or is ended. */
function run(command, args, advice, env = process.env) {
  const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env });
  const endedBy = passSignals(child);
  const fail = (status, why) => {
    if (advice) console.error(`${advice}${why}`);
    process.exit(status);
  };
  return new Promise((resolve) => {
    child.once("error", (error) => fail(1, ` (${error.message})`));
    child.once("close", (code) => {
      exitAsEnded(endedBy);
      if (code === 0) resolve();
      else fail(code || 1, "");
    });
  });
}
