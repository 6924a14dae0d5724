/** A script that cannot do what was asked says what it got and what it expected, and nothing of its insides. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromTypedIn } from "../../cli/typed-in";

const ROOT = join(import.meta.dirname, "../..");
/** Paths start where the command was typed. */
const NOWHERE = fromTypedIn("nowhere");

test.each([
  ["bench/heads-rate.ts", ["--rounds", "abc"], '--rounds: got "abc", expected a whole number from 1 to 1000\n'],
  ["bench/classify-rate.ts", ["--pictures", "1"], '--pictures: got "1", expected a whole number from 2 to 100000\n'],
  ["bench/calm.ts", ["--clips", "nowhere"], `--clips: got ${NOWHERE}, expected a folder of clips\n`],
  ["bench/calm.ts", ["--clips", ROOT], /^--clips: got [^\n]*, expected a folder that holds [^\n]*\n$/],
  ["training/prepare-crops.ts", ["--data", "nowhere"], `--data: got ${NOWHERE}, expected a folder of data sets\n`],
  [
    "training/ship-backbone.ts",
    ["--data", ROOT, "--clips", "nowhere"],
    `--clips: got ${NOWHERE}, expected a folder of clips\n`,
  ],
  [
    "bench/robustness.ts",
    ["--data", "tests", "--limit", "20"],
    "--limit: got 20 without --out, expected an --out beside the shipped report's, of 300\n",
  ],
  ["training/prepare-crops.ts", ["--dta", "x"], /^Unknown option '--dta'[^\n]*\n$/],
])("%s %j", (script, options, expected) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/with-dependencies.mjs", "tsx", script, ...options],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (typeof expected === "string") expect(stderr).toBe(expected);
  else expect(stderr).toMatch(expected);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});
