/**
 * What package.json and package-lock.json promise: exact versions, a lock file that names no host (so that any mirror of
 * the registry serves it), permissive licences, and no package that brings in what the page must not run. The peers that
 * bench/peers.ts measures keep the same promises in package files of their own, so that no other command installs them.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly inBundle?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
type Manifest = Partial<Record<"dependencies" | "devDependencies", Record<string, string>>>;

/** `folder` ends with a slash, or is empty for the project itself. */
function readPackages(folder: string) {
  const manifest = JSON.parse(read(`${folder}package.json`)) as Manifest;
  const lock = JSON.parse(read(`${folder}package-lock.json`)) as { packages: Record<string, LockEntry> };
  return { manifest, lock, installed: Object.entries(lock.packages).filter(([path]) => path !== "") };
}

const PERMISSIVE = [
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Python-2.0",
  "CC0-1.0",
];
/** Used as they are and not shipped to the page; each is free to use and to pass on, under its own terms. */
const NAMED_EXCEPTIONS: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^node_modules\/@img\/sharp-/, why: "LGPL libvips, a shared library that sharp loads in Node" },
  { path: /^node_modules\/lightningcss/, why: "MPL-2.0, runs at build time" },
  { path: /^node_modules\/axe-core$/, why: "MPL-2.0, runs in tests" },
  { path: /^node_modules\/caniuse-lite$/, why: "CC-BY-4.0 data, read at build time" },
];

describe.each([
  ["the project", ""],
  ["the peers", "bench/peers/"],
])("%s", (_, folder) => {
  const { manifest, lock, installed } = readPackages(folder);

  test("every version in package.json is exact", () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test("package.json and package-lock.json agree", () => {
    const root = lock.packages[""] as unknown as Manifest;
    expect(root.dependencies).toEqual(manifest.dependencies);
    expect(root.devDependencies).toEqual(manifest.devDependencies);
  });

  test("the lock file names no host and holds every package's checksum", () => {
    expect(installed.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
    // What a package brings inside itself has its checksum.
    const fetched = installed.filter(([, { inBundle }]) => !inBundle);
    expect(fetched.filter(([, entry]) => !/^sha512-/.test(entry.integrity ?? "")).map(([path]) => path)).toEqual([]);
    expect(read(`${folder}package-lock.json`)).not.toMatch(/registry\.|\.tgz/);
  });

  test("the lock file holds every system's binaries: npm 10 installs none that it lacks", () => {
    const names = installed.map(([path]) => path.replace(/^.*node_modules\//, ""));
    const wanted = installed.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("every licence is permissive or a named exception", () => {
    const odd = installed.filter(([path, { license = "none" }]) => {
      const parts = license.replace(/[()]/g, "").split(/ AND | OR /);
      return (
        !parts.every((part) => PERMISSIVE.includes(part)) &&
        !NAMED_EXCEPTIONS.some((exception) => exception.path.test(path))
      );
    });
    expect(odd.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});

test("@mediapipe/tasks-vision, whose model asset is fetched from another host, is not installed", () => {
  expect(readPackages("").installed.filter(([path]) => path.endsWith("/@mediapipe/tasks-vision"))).toEqual([]);
});

test("the peers are installed by their own package.json only", () => {
  const peers = Object.keys(readPackages("bench/peers/").manifest.dependencies!).filter((name) =>
    /vladmandic/.test(name),
  );
  const ours = readPackages("").installed.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(peers).toEqual(["@vladmandic/face-api", "@vladmandic/human"]);
  expect(ours.filter((name) => peers.includes(name))).toEqual([]);
});
