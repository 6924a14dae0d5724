/**
 * The test sets of ../shared/data: pictures unpacked into a folder, the published label of each, and shares with their
 * intervals. Used by whatever is measured on them: the shipped files (training/measure-accuracy.ts), peers
 * (bench/peers.ts).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { EXPRESSIONS, LABELS7, type Expression, type Label7 } from "../lib/types";

/** FER2013's numbers for LABELS7, and FER+'s vote columns in the same order. */
const VOTES = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];

export interface Truth {
  /** Published label. */
  raw: Label7;
  /** FER+'s majority where it has at least 5 of 10 votes. */
  majority: Label7 | null;
}

/** Right answers of so many, with Wilson's 95 % interval. */
export interface Share {
  right: number;
  of: number;
  rate: number;
  low: number;
  high: number;
}

/** Wilson's 95 % interval around `right` of `of`; 0 to 1 where nothing was counted. */
export function share(right: number, of: number): Share {
  const z = 1.959964;
  const rate = of === 0 ? 0 : right / of;
  const center = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  return { right, of, rate, low: of === 0 ? 0 : center - half, high: of === 0 ? 1 : center + half };
}

/** Whether a label is one of happy, sad, surprise. */
export function isThree(label: Label7 | null): label is Expression {
  return EXPRESSIONS.includes(label as Expression);
}

/** A file whose values hold no commas and no quotes -> one record a line, by the names of its first line. */
export function readCsv(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, index) => [names[index], value])));
}

/** Unpacks one test set into `folder` and returns the truth of each file. */
export function unpackSet(data: string, set: string, folder: string): Map<string, Truth> {
  const truths = new Map<string, Truth>();
  const write = (files: Record<string, Uint8Array>) => {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  };
  if (set === "public_test" || set === "private_test") {
    const files = unzipSync(readFileSync(join(data, "fer2013", `${set}.zip`)));
    write(files);
    const rows = new Map(readCsv(join(data, "fer2013/fer2013.csv")).map((row) => [row.index.padStart(5, "0"), row]));
    for (const name of Object.keys(files)) {
      const row = rows.get(name.replace(/\.\w+$/, ""))!;
      const votes = [...VOTES, "contempt", "unknown", "NF"].map((column) => Number(row[column]));
      const best = votes.indexOf(Math.max(...votes));
      truths.set(name, {
        raw: LABELS7[Number(row.label)],
        majority: votes[best] >= 5 ? (LABELS7[best] ?? null) : null,
      });
    }
    return truths;
  }
  const archive = join(data, set, "test.zip");
  if (existsSync(archive)) write(unzipSync(readFileSync(archive)));
  else
    for (const name of readdirSync(join(data, set, "test")))
      writeFileSync(join(folder, name), readFileSync(join(data, set, "test", name)));
  for (const row of readCsv(join(data, set, `${set}.csv`))) {
    if (row.split === "test") truths.set(row.file, { raw: row.label as Label7, majority: null });
  }
  return truths;
}
