/** A folder of the command line: absolute, from where the command was typed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { TYPED_IN } from "../../cli/typed-in";
import { requireDataFolder, requireFolder } from "../../training/data-folder";

const folder = mkdtempSync(join(tmpdir(), "mien-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("starts where the command was typed", () => {
  expect(requireDataFolder(relative(TYPED_IN, folder))).toBe(folder);
  expect(requireDataFolder(folder)).toBe(folder);
});

it("is refused with the path that was looked at", () => {
  const file = join(folder, "a.txt");
  writeFileSync(file, "");
  expect(() => requireDataFolder("no/where")).toThrow(
    `--data: got ${join(TYPED_IN, "no/where")}, expected a folder of data sets`,
  );
  expect(() => requireDataFolder(undefined)).toThrow("--data: got none, expected a folder of data sets");
  expect(() => requireFolder("--clips", file, "clips")).toThrow(`--clips: got ${file}, expected a folder of clips`);
});
