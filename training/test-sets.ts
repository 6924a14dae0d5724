/**
 * The test sets of ../shared/data: pictures, in memory or unpacked into a folder, and the published label of each. Used
 * by whatever is measured on them: the shipped files (training/measure-accuracy.ts), peers (bench/peers.ts), quality
 * gates (bench/quality-gates.ts), robustness (bench/robustness.ts).
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { LABELS7, type Label7 } from "../lib/types";
import { picturesIn, readPictures, type ArchivedPicture } from "./archives";

/** Below the folder of data sets. */
export const FER_CSV = "fer2013/fer2013.csv";
/** FER2013's numbers for LABELS7. */
const FER_LABELS = LABELS7.map((_, index) => String(index));
/** FER+'s vote columns in the same order. */
const VOTES = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];
/** Of FER+'s ten votes, from which on a face clearly shows what they say; as CLEAR_VOTES in data.py. */
const CLEAR_VOTES = 5;

export interface Truth {
  /** Published label. */
  raw: Label7;
  /** FER+'s majority, as majorityOf tells it. */
  majority: Label7 | null;
}

/**
 * A file whose values hold no commas and no quotes -> one record a line, by the names of its first line, some of which are
 * needed. Throws Error for a file that is not there or lacks a column.
 */
export function readCsv<Column extends string>(path: string, needed: readonly Column[]): Record<Column, string>[] {
  if (!existsSync(path)) throw new Error(`${path}: got no such file, expected a table with ${needed.join(", ")}`);
  // Excel begins a file with a byte order mark, which would be part of the first name.
  const text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
  const [names, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new Error(`${path}: got columns ${names.join(", ")}, expected ${missing.join(", ")} among them`);
  }
  return lines.map(
    (values) => Object.fromEntries(names.map((name, index) => [name, values[index]])) as Record<Column, string>,
  );
}

/** A test picture as it lies in its archive, with what is known of it. */
export interface TestPicture {
  readonly truth: Truth;
  readonly bytes: Uint8Array;
}

interface LabelledPicture extends ArchivedPicture {
  readonly file: string;
  readonly truth: Truth;
}

/**
 * One test set's pictures without their bytes; those without a published label are left out. Throws Error where the set is
 * not below `data`, is not as it should be, or has no picture with a label.
 */
export function listTestSet(data: string, set: string): LabelledPicture[] {
  const isFer = set === "public_test" || set === "private_test";
  const truthOf = isFer ? readFerTruths(data) : readTruths(data, set);
  const labelled = picturesIn(data, isFer ? `fer2013/${set}` : `${set}/test`).flatMap((id) => {
    const file = basename(id);
    const truth = truthOf.get(isFer ? file.replace(/\.\w+$/, "") : file);
    return truth ? [{ id, file, truth }] : [];
  });
  if (labelled.length === 0) throw new Error(`${set}: got no picture with a label in ${data}, expected some`);
  return labelled;
}

/** One test set's pictures by file name. Throws as listTestSet does. */
export function readTestSet(data: string, set: string): Map<string, TestPicture> {
  const pictures = readPictures(data, listTestSet(data, set));
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
  const path = join(data, FER_CSV);
  const columns = [...VOTES, "contempt", "unknown", "NF"];
  return readCsv(path, ["index", "label", ...columns]).map((row) => [
    row.index.padStart(5, "0"),
    labelIndex(path, row.index, row.label, FER_LABELS),
    columns.map((column) => Number(row[column])),
  ]);
}

function readFerTruths(data: string): Map<string, Truth> {
  return byName(
    FER_CSV,
    readFerRows(data).map(([name, label, votes]) => [name, { raw: LABELS7[label], majority: majorityOf(votes) }]),
  );
}

/**
 * Ten columns of votes, LABELS7 first -> the label that clearly most people see, or null where none has CLEAR_VOTES or it is
 * none of the seven. Of two with as many votes the first one.
 */
export function majorityOf(votes: readonly number[]): Label7 | null {
  const best = votes.indexOf(Math.max(...votes));
  return votes[best] >= CLEAR_VOTES ? (LABELS7[best] ?? null) : null;
}

/** Row of FER2013, five digits -> how many of FER+'s ten people say what the published label says. */
export const readFerAgreement = (data: string): ReadonlyMap<string, number> =>
  new Map(readFerRows(data).map(([name, label, votes]) => [name, votes[label]]));

function readTruths(data: string, set: string): Map<string, Truth> {
  const path = join(data, set, `${set}.csv`);
  const rows = readCsv(path, ["file", "label", "split"]).filter(({ split }) => split === "test");
  return byName(
    path,
    rows.map(({ file, label }) => [file, { raw: LABELS7[labelIndex(path, file, label, LABELS7)], majority: null }]),
  );
}

/** Throws Error for a label that is not known. */
function labelIndex(path: string, row: string, label: string, known: readonly string[]): number {
  const index = known.indexOf(label);
  if (index >= 0) return index;
  throw new Error(`${path}, ${row}: got label ${JSON.stringify(label)}, expected one of ${known.join(", ")}`);
}

/** Throws Error where two have one name: only the last of them would count. */
function byName<Value>(place: string, entries: readonly (readonly [name: string, value: Value])[]): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (values.has(name)) throw new Error(`${place}: got ${name} twice, expected it once`);
    values.set(name, value);
  }
  return values;
}
