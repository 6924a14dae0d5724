/**
 * What may be in the repository: no path of somebody's machine, no registry host, no picture or video of a person
 * beyond the ones named here. Looks at the files git tracks; an unpacked archive without git skips, with the reason.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test, type TestContext } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** NASA's portrait (public domain) and what we drew or photographed from our own page with that portrait. */
const ALLOWED_PICTURES = [
  /^public\/.*astronaut\.\w+$/,
  /^docs\/[\w-]+\.(png|webp|jpg)$/,
  /^(app|public)\/(favicon|icon|apple-icon)[\w-]*\.\w+$/,
];
const PICTURE_OR_VIDEO = /\.(png|jpe?g|webp|gif|tiff?|bmp|avif|heic|ico|mp4|mov|webm|mkv|avi|y4m|mjpeg|raw)$/i;
const BINARY = /\.(png|jpe?g|webp|ico|bin|f16|f32|i8|wasm|woff2?|npy)$/i;
/** The home folders and workplaces that leak into files by copy and paste. Split, so that this line is not one. */
const MACHINE_PATH = new RegExp(
  ["/ho" + "me/\\w", "/Us" + "ers/\\w", "/ro" + "ot/", "(?<![\\w.}])/wo" + "rk/\\w", "C:\\\\\\\\Us" + "ers"].join("|"),
);

test("pictures and videos are only the named ones", (context) => {
  const pictures = trackedFiles(context).filter((file) => PICTURE_OR_VIDEO.test(file));
  expect(pictures.filter((file) => !ALLOWED_PICTURES.some((allowed) => allowed.test(file)))).toEqual([]);
});

test("no file names a path of somebody's machine", (context) => {
  const texts = trackedFiles(context).filter((file) => !BINARY.test(file));
  const found = texts.flatMap((file) => {
    const lines = readFileSync(ROOT + file, "utf8").split("\n");
    return lines.flatMap((line, i) =>
      MACHINE_PATH.test(line) ? [`${file}:${i + 1}: ${line.trim().slice(0, 120)}`] : [],
    );
  });
  expect(found).toEqual([]);
});

test("no file is larger than 10 MB", (context) => {
  const large = trackedFiles(context).filter((file) => statSync(ROOT + file).size > 10_000_000);
  expect(large).toEqual([]);
});

function trackedFiles(context: TestContext): string[] {
  try {
    const list = execFileSync("git", ["ls-files", "-z"], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const files = list.split("\0").filter((file) => file && statSync(ROOT + file, { throwIfNoEntry: false })?.isFile());
    if (files.length > 0) return files;
  } catch {
    // No git, or not a checkout.
  }
  return context.skip("not a git checkout, so it is unknown which files belong to the repository");
}
