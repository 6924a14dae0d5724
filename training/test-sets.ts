/**
 * The test sets of ../shared/data: pictures, in memory or unpacked into a folder, and the published label of each. Used
 * by whatever is measured on them: the shipped files (training/measure-accuracy.ts), peers (bench/peers.ts), quality
 * gates (bench/quality-gates.ts), robustness (bench/robustness.ts).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LABELS7, type Label7 } from "../lib/types";
import { picturesIn, readPictures } from "./archives";

/** FER2013's numbers for LABELS7, and FER+'s vote columns in the same order. */
const VOTES = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];

export interface Truth {
  /** Published label. */
  raw: Label7;
  /** FER+'s majority where it has at least 5 of 10 votes. */
  majority: Label7 | null;
}

/** A file whose values hold no commas and no quotes -> one record a line, by the names of its first line. */
export function readCsv(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, index) => [names[index], value])));
}

/** A test picture as it lies in its archive, with what is known of it. */
export interface TestPicture {
  readonly truth: Truth;
  readonly bytes: Uint8Array;
}

/** One test set's pictures by file name; those without a published label are left out. */
export function readTestSet(data: string, set: string): Map<string, TestPicture> {
  const isFer = set === "public_test" || set === "private_test";
  const truthOf = isFer ? readFerTruths(data) : readTruths(data, set);
  const labelled = picturesIn(data, isFer ? `fer2013/${set}` : `${set}/test`).flatMap((id) => {
    const file = basename(id);
    const truth = truthOf.get(isFer ? file.replace(/\.\w+$/, "") : file);
    return truth ? [{ id, file, truth }] : [];
  });
  const pictures = readPictures(data, labelled);
  return new Map(Array.from(pictures, ([{ file, truth }, bytes]) => [file, { truth, bytes }]));
}

/** Unpacks one test set into `folder` and returns the truth of each file. */
export function unpackSet(data: string, set: string, folder: string): Map<string, Truth> {
  const truths = new Map<string, Truth>();
  for (const [file, { truth, bytes }] of readTestSet(data, set)) {
    writeFileSync(join(folder, file), bytes);
    truths.set(file, truth);
  }
  return truths;
}

/** FER2013's rows of all splits by their five digits, after which its files are named. */
function readFerRows(data: string): (readonly [name: string, label: number, votes: readonly number[]])[] {
  return readCsv(join(data, "fer2013/fer2013.csv")).map((row) => [
    row.index.padStart(5, "0"),
    Number(row.label),
    [...VOTES, "contempt", "unknown", "NF"].map((column) => Number(row[column])),
  ]);
}

function readFerTruths(data: string): Map<string, Truth> {
  return new Map(
    readFerRows(data).map(([name, label, votes]) => {
      const best = votes.indexOf(Math.max(...votes));
      const majority = votes[best] >= 5 ? (LABELS7[best] ?? null) : null;
      return [name, { raw: LABELS7[label], majority }];
    }),
  );
}

/** Row of FER2013, five digits -> how many of FER+'s ten people say what the published label says. */
export const readFerAgreement = (data: string): ReadonlyMap<string, number> =>
  new Map(readFerRows(data).map(([name, label, votes]) => [name, votes[label]]));

function readTruths(data: string, set: string): Map<string, Truth> {
  const rows = readCsv(join(data, set, `${set}.csv`)).filter(({ split }) => split === "test");
  return new Map(rows.map(({ file, label }) => [file, { raw: label as Label7, majority: null }]));
}
