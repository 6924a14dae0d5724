/**
 * What training does in Python is what its twins in TypeScript say: the equalization of tests/golden, the share by which a face
 * is called "other", FER+'s majority, and which pictures of ../shared/data are trained on, so that what
 * tests/training/split-hygiene.test.ts proves of the one list holds for the other.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { expressionShare } from "../../lib/labels/decide-status";
import { LABELS7, type Label7 } from "../../lib/types";
import { readLeftOut } from "../../training/left-out";
import { readTrainedSplits, trainingPictures } from "../../training/split-pictures";
import { majorityOf } from "../../training/test-sets";
import { requirePython, runPython } from "../helpers/python";
import { requireShared } from "../helpers/shared-folder";

const GOLDEN = join(import.meta.dirname, "../golden/bi-histogram.json");

test("training/preprocess.py equalizes as tests/golden says", (context) => {
  requirePython(context);
  const { cases } = JSON.parse(readFileSync(GOLDEN, "utf8")) as { cases: { output: number[] }[] };
  const equalized = JSON.parse(runPython("training/print_twins.py", "--equalize", GOLDEN)) as number[][];
  expect(equalized).toEqual(cases.map(({ output }) => output));
});

test("training/decision.py chooses its threshold by the share that lib/labels/decide-status.ts asks for", (context) => {
  requirePython(context);
  const cases = JSON.parse(runPython("training/print_twins.py", "--shares")) as {
    labels7: number[];
    restWeight: number;
    share: number;
  }[];
  expect(new Set(cases.map(({ restWeight }) => restWeight))).toEqual(new Set([0, 0.5, 1]));
  for (const { labels7, restWeight, share } of cases) {
    const byLabel = Object.fromEntries(LABELS7.map((label, index) => [label, labels7[index]]));
    const asked = expressionShare(byLabel as Record<Label7, number>, { restWeight });
    // Alike but for the order of a sum.
    expect(asked, `${labels7.join(", ")}, ${restWeight}`).toBeCloseTo(share, 12);
  }
});

test("training/data.py takes the majority that test-sets.ts takes", (context) => {
  requirePython(context);
  const cases = JSON.parse(runPython("training/print_twins.py", "--majorities")) as {
    votes: number[];
    majority: Label7 | null;
  }[];
  expect(new Set(cases.map(({ majority }) => majority))).toEqual(new Set([...LABELS7, null]));
  expect(cases.map(({ votes }) => ({ votes, majority: majorityOf(votes) }))).toEqual(cases);
});

test("training/data.py selects the pictures that split-pictures.ts lists, without copies of test pictures", (context) => {
  requirePython(context);
  const root = dirname(dirname(requireShared(context, "data/fer2013/fer2013.csv")));
  const selected = JSON.parse(runPython("training/print_twins.py", "--data", root)) as string[];

  const { copies } = readLeftOut();
  const listed = trainingPictures(root, readTrainedSplits()).flatMap(({ id }) => (id in copies ? [] : [id]));
  const [inPython, inTypeScript] = [new Set(selected), new Set(listed)];
  expect(selected.length, "each once").toBe(inPython.size);
  expect(
    selected.filter((id) => !inTypeScript.has(id)),
    "in Python alone",
  ).toEqual([]);
  expect(
    listed.filter((id) => !inPython.has(id)),
    "in TypeScript alone",
  ).toEqual([]);
});
