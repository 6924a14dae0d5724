/**
 * Puts tfjs' .wasm files, and the script its threads start from, where the page's own origin serves them:
 * public/wasm/VERSION, so that a browser may keep them for ever. Does nothing twice. build.mjs imports it; `npm run dev`
 * runs it: `node scripts/copy-wasm.mjs`.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PACKAGE = join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm");
const PUBLIC = join(ROOT, "public/wasm");

/** Needs installed packages. */
export function copyWasm() {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const folder = join(PUBLIC, version);
  if (existsSync(folder)) return;
  rmSync(PUBLIC, { recursive: true, force: true });
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const name of readdirSync(join(PACKAGE, "wasm-out"))) {
    if (/\.wasm$|threaded-simd\.js$/.test(name)) cpSync(join(PACKAGE, "wasm-out", name), join(unfinished, name));
  }
  renameSync(unfinished, folder);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureDependencies();
  copyWasm();
}
