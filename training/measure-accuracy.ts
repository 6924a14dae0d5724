/**
 * Measures the shipped files on pictures that were never trained on, through `npm run classify`, and writes
 * training/accuracy.json, from which scripts/write-figures.ts fills the tables of README and MODEL_CARD.
 *
 *   npm run measure:accuracy -- --data ../shared/data [--sizes 96,128,224] [--sets public_test,private_test,...]
 *
 * FER2013's PublicTest is the set choices were made on; everything else is only reported. Rows with aligned=0 (label not
 * certain) count too where the label is published, as in other people's figures. FER2013's figures also go into the
 * manifest.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { isExpression } from "../lib/labels/is-expression";
import type { Manifest } from "../lib/models/manifest";
import { LABELS7, type FaceReading, type Label7 } from "../lib/types";
import { share, unpackSet, type Share } from "./test-sets";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "training/accuracy.json");
const MANIFEST = join(ROOT, "public/models/manifest.json");

export interface AccuracyRow {
  set: string;
  size: number;
  head: string;
  threeRaw: Share;
  threeMajority: Share | null;
  seven: Share;
  /** Of the three expressions, by raw label: how many were called "other". */
  rejectedOfThree: Share;
  /** Of neutral faces: how many were called "other". */
  rejectedOfNeutral: Share;
  recall: Record<Label7, Share>;
}

export interface AccuracyReport {
  madeBy: string;
  /** SHA-256 of the backbone that was measured. */
  backbone: string;
  rows: AccuracyRow[];
}

/** Runs classify on a folder; calls `onFace` for each picture's most certain face. */
async function classify(
  folder: string,
  size: number,
  head: string | undefined,
  onFace: (file: string, face: FaceReading) => void,
) {
  const options = ["run", "--silent", "classify", "--", "--crops", "--json", "--size", String(size)];
  const process = spawn("npm", [...options, ...(head ? ["--head", head] : []), folder], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: process.stdout })) {
    const { file, faces, error } = JSON.parse(line) as { file: string; faces?: FaceReading[]; error?: string };
    if (error || !faces?.[0]) throw new Error(`${file}: got ${error ?? "no face"}, expected a reading`);
    onFace(file.split("/").pop()!, faces[0]);
  }
}

async function measure(data: string, set: string, size: number, head: string | undefined): Promise<AccuracyRow> {
  const folder = mkdtempSync(join(tmpdir(), "mien-"));
  try {
    const truths = unpackSet(data, set, folder);
    const count = { three: [0, 0], majority: [0, 0], seven: [0, 0], lost: [0, 0], neutral: [0, 0] };
    const recall = Object.fromEntries(LABELS7.map((label) => [label, [0, 0]])) as Record<Label7, [number, number]>;
    const add = (pair: number[], right: boolean) => {
      pair[0] += Number(right);
      pair[1] += 1;
    };
    await classify(folder, size, head, (file, face) => {
      const { raw, majority } = truths.get(file)!;
      const best = LABELS7.reduce((a, b) => (face.labels7[b] > face.labels7[a] ? b : a));
      add(count.seven, best === raw);
      add(recall[raw], best === raw);
      if (isExpression(raw)) {
        add(count.three, face.expression === raw);
        add(count.lost, face.status === "other");
      }
      if (isExpression(majority)) add(count.majority, face.expression === majority);
      if (raw === "neutral") add(count.neutral, face.status === "other");
    });
    return {
      set,
      size,
      head: head ?? "default",
      threeRaw: share(count.three[0], count.three[1]),
      threeMajority: count.majority[1] > 0 ? share(count.majority[0], count.majority[1]) : null,
      seven: share(count.seven[0], count.seven[1]),
      rejectedOfThree: share(count.lost[0], count.lost[1]),
      rejectedOfNeutral: share(count.neutral[0], count.neutral[1]),
      recall: Object.fromEntries(LABELS7.map((label) => [label, share(...recall[label])])) as Record<Label7, Share>,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** FER2013's figures of the default head also stand in the manifest, beside the files they belong to. */
function writeIntoManifest(all: readonly AccuracyRow[]): void {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest;
  const figuresOf = (set: string) =>
    Object.fromEntries(
      all
        .filter((row) => row.set === set && row.head === "default")
        .map((row) => [
          row.size,
          { threeRaw: row.threeRaw.rate, threeMajority: row.threeMajority?.rate ?? 0, seven: row.seven.rate },
        ]),
    );
  manifest.accuracy = { publicTest: figuresOf("public_test"), privateTest: figuresOf("private_test") };
  writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      sizes: { type: "string" },
      sets: { type: "string" },
      heads: { type: "string" },
    },
  });
  if (!values.data || !existsSync(values.data))
    throw new Error(`--data: got ${values.data}, expected a folder of data sets`);
  const sizes = (values.sizes ?? "96,128,224").split(",").map(Number);
  const sets = (values.sets ?? "public_test,private_test,jaffe,affectnet_masked,webfaces,muxspace,ffhq").split(",");
  const heads = values.heads?.split(",") ?? [undefined];
  // Rows of other weights do not count.
  const { sha256 } = (JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest).backbone;
  const stored = existsSync(OUT) ? (JSON.parse(readFileSync(OUT, "utf8")) as AccuracyReport) : null;
  const before = stored?.backbone === sha256 ? stored.rows : [];
  const rows = new Map(before.map((row) => [`${row.set} ${row.size} ${row.head}`, row]));
  for (const size of sizes) {
    for (const set of sets) {
      for (const head of heads) {
        const row = await measure(values.data, set, size, head);
        rows.set(`${row.set} ${row.size} ${row.head}`, row);
        const percent = ({ rate }: Share) => (100 * rate).toFixed(1);
        console.log(`${set} ${size} ${row.head}: three ${percent(row.threeRaw)}, seven ${percent(row.seven)}`);
        const report: AccuracyReport = {
          madeBy: "training/measure-accuracy.ts",
          backbone: sha256,
          rows: [...rows.values()],
        };
        writeFileSync(OUT, `${JSON.stringify(report, null, 1)}\n`);
      }
    }
  }
  writeIntoManifest([...rows.values()]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
