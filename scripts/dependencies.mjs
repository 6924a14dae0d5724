/**
 * Installs the packages of package-lock.json when they are missing or stale; does nothing otherwise. Every command of
 * this project starts here, so that a fresh machine needs Node and nothing else. Plain Node, no packages.
 * Stale: npm's own record of what is installed (node_modules/.package-lock.json) lacks a package of the lock file or
 * holds another version of it. Optional packages (other systems' binaries) do not count.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitAsEnded, passSignals } from "./pass-signals.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * The lock file's versions and checksums hold, and the lock file stays as it is. Not `npm ci`: it refuses a lock file
 * without other systems' optional binaries, which a registry mirror may not carry. Development packages come, too,
 * whatever NODE_ENV says: the build needs them.
 */
const INSTALL = [
  "install",
  "--no-save",
  "--include=dev",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
  // Whatever a person's own npm settings say: without the lock file's checksums nothing would be checked.
  "--package-lock",
  "--no-global",
  "--no-dry-run",
  "--install-strategy=hoisted",
];

/** Ends the program with one sentence when Node is too old for what package.json asks for. */
export function requireNodeVersion() {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")).engines.node);
  const [gotMajor, gotMinor] = process.versions.node.split(".").map(Number);
  if (gotMajor > Number(major) || (gotMajor === Number(major) && gotMinor >= Number(minor))) return;
  stop(
    `This needs Node ${major}.${minor} or newer, but runs on ${process.versions.node}: please install a newer Node.`,
  );
}

/**
 * Ends the program with one sentence when the packages cannot be installed. `folder` holds package.json and
 * package-lock.json: the project's own, unless a tool has packages of its own (bench/peers).
 */
export async function ensureDependencies(folder = ROOT) {
  requireNodeVersion();
  const reason = staleReason(folder);
  if (!reason) return;
  console.error(`Installing packages (${reason}) ...`);
  const { code, errors } = await run("npm", INSTALL, folder);
  if (code !== 0) stop(installAdvice(errors));
  const still = staleReason(folder);
  if (still) stop(`npm ended well, but ${still}: delete node_modules and run the command again.`);
}

/** Why node_modules must be installed again, or null. */
function staleReason(folder) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  if (!wanted) stop("package-lock.json is missing or damaged: restore it from the repository.");
  const present = packagesOf(join(folder, "node_modules/.package-lock.json"));
  if (!present) return "none are installed yet";
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path === "" || optional || present[path]?.version === version) continue;
    const name = path.replace(/^.*node_modules\//, "");
    return present[path] ? `${name} is ${present[path].version}, not ${version}` : `${name} is missing`;
  }
  return null;
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages;
  } catch {
    return null;
  }
}

function installAdvice(errors) {
  if (/ENOSPC/.test(errors)) return "The disk is full: free about 1 GB, then run the command again.";
  if (/EACCES|EPERM/.test(errors))
    return "npm may not write here: check who owns this folder, then run the command again.";
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|network/i.test(errors)) {
    return "The npm registry cannot be reached: check the network (or npm's registry and proxy settings), then run the command again.";
  }
  return `npm failed: ${errors.trim().split("\n").slice(-3).join(" ")}`;
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", 2, "pipe"],
      shell: process.platform === "win32",
    });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.once("error", (error) => resolve({ code: 1, errors: `npm cannot be started (${error.message})` }));
    const endedBy = passSignals(child);
    child.once("close", (code) => {
      exitAsEnded(endedBy);
      resolve({ code, errors });
    });
  });
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
