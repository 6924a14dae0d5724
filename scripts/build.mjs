/**
 * Builds the page when the build is stale, and does nothing otherwise. Stale: a source file, the lock file, Node or
 * BASE_PATH changed since the stamp that the last build left in .next. `node scripts/build.mjs` builds; start.mjs and
 * the tests import `ensureBuild`.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { copyWasm } from "./copy-wasm.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { exitAsEnded, passSignals } from "./pass-signals.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(ROOT, ".next/mien-build");
/** A build that is ended may take so long to end. */
const GRACE_MS = 5000;
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

/** Ends the program with one sentence when the build fails. */
export async function ensureBuild() {
  await ensureDependencies();
  copyWasm();
  const fingerprint = sourcesFingerprint();
  if (readStamp() === fingerprint) return;
  console.log("Building the page ...");
  const next = join(ROOT, "node_modules/next/dist/bin/next");
  const { code, output } = await run([next, "build"]);
  if (code !== 0) {
    console.error(
      /ENOSPC/.test(output)
        ? "The disk is full: free about 1 GB, then run the command again."
        : `The build failed:\n${output}`,
    );
    process.exit(1);
  }
  writeFileSync(STAMP, fingerprint);
}

/** Whoever ends this program ends the build, too. */
function run(args) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const endedBy = passSignals(child, GRACE_MS);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) =>
    child.once("close", (code) => {
      exitAsEnded(endedBy);
      resolve({ code, output });
    }),
  );
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
