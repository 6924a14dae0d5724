/** What is served of others is named with its licence: every package that the page is built from, in its version. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** Dependencies of which nothing reaches a browser: they work in Node, when something is built or converted. */
const NOT_SERVED = ["@mediapipe/face_detection", "@tailwindcss/postcss", "bmp-ts", "sharp", "tsx"];

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };

test.each(Object.entries(dependencies).filter(([name]) => !NOT_SERVED.includes(name)))("%s %s", (name, version) => {
  expect(read("public/THIRD_PARTY_NOTICES.txt")).toContain(`  ${name} ${version}`);
});
