/** Test pictures with their published labels, for bench/quality-gates.ts: read from the archives, never unpacked. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sharp } from "sharp";
import { unzipSync } from "fflate";
import { LABELS7, type Label7, type Picture } from "../lib/types";

/** FER2013's PublicTest, and two sets in which faces are large and mostly well taken. */
export const QUALITY_SETS = ["public_test", "jaffe", "webfaces"] as const;
export type QualitySet = (typeof QUALITY_SETS)[number];

export interface Sample {
  readonly file: string;
  readonly label: Label7;
  readonly bytes: Uint8Array;
}

/** Sorted by file name. */
export function readSamples(data: string, set: QualitySet): Sample[] {
  const labels = set === "public_test" ? ferLabels(data) : testLabels(data, set);
  return [...readFiles(data, set)]
    .flatMap(([file, bytes]): Sample[] => {
      const label = labels.get(set === "public_test" ? file.replace(/\.\w+$/, "") : file);
      return label ? [{ file, label, bytes }] : [];
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** `count` of them, spread evenly; all where there are fewer. */
export function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)]);
}

export async function toPicture(source: Sharp): Promise<Picture> {
  const { data, info } = await source.toColourspace("srgb").ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

function readFiles(data: string, set: QualitySet): Map<string, Uint8Array> {
  const archive = set === "public_test" ? join(data, "fer2013/public_test.zip") : join(data, set, "test.zip");
  if (existsSync(archive)) return new Map(Object.entries(unzipSync(readFileSync(archive))));
  const folder = join(data, set, "test");
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** FER2013's files are named after their row. */
function ferLabels(data: string): Map<string, Label7> {
  const rows = readCsv(join(data, "fer2013/fer2013.csv")).filter(({ split }) => split === "PublicTest");
  return new Map(rows.map(({ index, label }) => [index.padStart(5, "0"), LABELS7[Number(label)]]));
}

function testLabels(data: string, set: QualitySet): Map<string, Label7> {
  const rows = readCsv(join(data, set, `${set}.csv`)).filter(({ split }) => split === "test");
  return new Map(rows.map(({ file, label }) => [file, label as Label7]));
}

function readCsv(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, index) => [names[index], value])));
}
