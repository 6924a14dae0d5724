/**
 * Builds the page when the build is stale, and does nothing otherwise. Stale: a source file, the lock file, Node or
 * BASE_PATH changed since the stamp that the last build left in .next. `node scripts/build.mjs` builds; start.mjs and
 * the tests import `ensureBuild`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(ROOT, ".next/mien-build");
/** What the build is made of. public is served as it is and needs no build. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "next.config.js",
  "proxy.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const WASM_SOURCE = join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out");
const WASM_TARGET = join(ROOT, "public/wasm");

/** Ends the program with one sentence when the build fails. */
export async function ensureBuild() {
  await ensureDependencies();
  copyWasm();
  const fingerprint = sourcesFingerprint();
  if (readStamp() === fingerprint) return;
  console.log("Building the page ...");
  const next = join(ROOT, "node_modules/next/dist/bin/next");
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) {
    const output = `${stdout}${stderr}`;
    console.error(
      /ENOSPC/.test(output)
        ? "The disk is full: free about 1 GB, then run the command again."
        : `The build failed:\n${output}`,
    );
    process.exit(1);
  }
  writeFileSync(STAMP, fingerprint);
}

/** tfjs' .wasm files, and the script its threads start from, come from our own origin; they change with the package. */
function copyWasm() {
  mkdirSync(WASM_TARGET, { recursive: true });
  for (const name of readdirSync(WASM_SOURCE).filter(
    (file) => file.endsWith(".wasm") || file.endsWith("threaded-simd.js"),
  )) {
    const target = join(WASM_TARGET, name);
    const source = join(WASM_SOURCE, name);
    if (statSync(target, { throwIfNoEntry: false })?.size !== statSync(source).size) cpSync(source, target);
  }
}

function sourcesFingerprint() {
  const hash = createHash("sha256").update(`${process.version} ${process.env.BASE_PATH ?? ""}`);
  const add = (path) => {
    const entry = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (entry?.isDirectory()) for (const name of readdirSync(join(ROOT, path)).sort()) add(join(path, name));
    else if (entry) hash.update(path).update(readFileSync(join(ROOT, path)));
  };
  SOURCES.forEach(add);
  return hash.digest("hex");
}

function readStamp() {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await ensureBuild();
