/**
 * Fills the tables of README.md and MODEL_CARD.md from generated reports, so that nobody types a figure:
 * `npm run figures`. A table stands between <!-- figures:NAME --> and <!-- /figures:NAME -->.
 * In: training/accuracy.json (npm run measure:accuracy), public/models/manifest.json, bench/classify-rate.json,
 * bench/heads-rate.json (npm run bench:heads), bench/peers.json (npm run bench:peers), public/models/report.json (npm run
 * experiments). A table whose report does not exist yet stays as it stands in the text.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HeadsRate } from "../bench/heads-rate";
import { readPeersReport, type PeerRow, type PeersReport } from "../bench/peers/report";
import type { AccuracyReport } from "../training/measure-accuracy";
import type { Share } from "../training/test-sets";
import { parseReport } from "../lib/evidence/report-schema";
import type { Manifest } from "../lib/models/manifest";
import { LABELS7 } from "../lib/types";
import { experimentTable } from "./experiment-table";
import { headsRateTable } from "./heads-rate-table";

const ROOT = join(import.meta.dirname, "..");
const read = <Report>(path: string): Report => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Report;

const { rows } = read<AccuracyReport>("training/accuracy.json");
const manifest = read<Manifest>("public/models/manifest.json");
const rate = read<{
  machine: string;
  date: string;
  medians: { side: number; picturesPerSecond: number; startMs: number }[];
}>("bench/classify-rate.json");

const SET_NAMES: Readonly<Record<string, string>> = {
  public_test: "FER2013 PublicTest (choices were made on it)",
  private_test: "FER2013 PrivateTest",
  jaffe: "JAFFE (never trained on)",
  affectnet_masked: "AffectNet-like, masked",
  webfaces: "web faces",
  muxspace: "LFW / IMFDB",
  ffhq: "FFHQ",
};

const percent = ({ rate, of }: Share): string => (of === 0 ? "–" : `${(100 * rate).toFixed(1)} %`);
const interval = (value: Share): string =>
  value.of === 0 ? "–" : `${percent(value)} (${(100 * value.low).toFixed(1)}–${(100 * value.high).toFixed(1)})`;

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

/** As the menu says it. */
const headName = (head: string): string =>
  head === "default"
    ? `${headName(manifest.defaultHead)} (default)`
    : (manifest.heads.find(({ id }) => id === head)?.name ?? head);

/** The peers beside the default head, both on the same pictures; only sets and columns that somebody measured. */
function peersTable({ rows: peerRows, versions, date, node, cores }: PeersReport): string {
  const names = {
    human: `Human ${versions["@vladmandic/human"]}`,
    "face-api": `face-api ${versions["@vladmandic/face-api"]}`,
  };
  const columns = (["net", "pipeline"] as const).flatMap((way) =>
    (["human", "face-api"] as const)
      .filter((peer) => peerRows.some((row) => row.peer === peer && row.way === way))
      .map((peer) => ({
        peer,
        way,
        title: `${names[peer]}, ${way === "net" ? "its net on the crop" : "whole pipeline"}`,
      })),
  );
  const cell = (row: PeerRow | undefined, value: Share | null | undefined): string => {
    if (!row || !value) return "–";
    return row.way === "net" ? interval(value) : `${interval(value)}, finds ${percent(row.found)}`;
  };
  const body = atDefault.flatMap((ours) => {
    const theirs = columns.map(({ peer, way }) =>
      peerRows.find((row) => row.set === ours.set && row.peer === peer && row.way === way),
    );
    if (!theirs.some(Boolean)) return [];
    const name = SET_NAMES[ours.set] ?? ours.set;
    const raw = [name, interval(ours.threeRaw), ...theirs.map((row) => cell(row, row?.threeRaw))];
    if (!ours.threeMajority) return [raw];
    const majority = theirs.map((row) => cell(row, row?.threeMajority));
    return [raw, [`${name}, FER+ majority`, interval(ours.threeMajority), ...majority]];
  });
  return [
    table(["three classes", "this project on the crop", ...columns.map(({ title }) => title)], body),
    "",
    `A face that a pipeline does not find counts as wrong. Measured on ${date}, Node ${node}, tfjs' wasm backend, ${cores}` +
      " cores (`npm run bench:peers`).",
  ].join("\n");
}

const peers = readPeersReport();
const HEADS_RATE = "bench/heads-rate.json";
const EXPERIMENT = "public/models/report.json";
const experiment = existsSync(join(ROOT, EXPERIMENT)) ? parseReport(read(EXPERIMENT), EXPERIMENT) : null;
const atDefault = rows.filter(({ size, head }) => size === manifest.backbone.defaultSide && head === "default");
const figures: Readonly<Record<string, string | null>> = {
  accuracy: table(
    ["test set", "faces of the three", "three classes, raw label", "three classes, FER+ majority", "seven labels"],
    atDefault.map((row) => [
      SET_NAMES[row.set] ?? row.set,
      String(row.threeRaw.of),
      interval(row.threeRaw),
      row.threeMajority ? interval(row.threeMajority) : "–",
      interval(row.seven),
    ]),
  ),
  sizes: table(
    ["input", "PrivateTest, raw", "PrivateTest, FER+", "seven labels"],
    rows
      .filter(({ set, head }) => set === "private_test" && head === "default")
      .sort((a, b) => a.size - b.size)
      .map((row) => [
        `${row.size} px`,
        percent(row.threeRaw),
        row.threeMajority ? percent(row.threeMajority) : "–",
        percent(row.seven),
      ]),
  ),
  heads: table(
    ["head", "PrivateTest, raw", "PrivateTest, FER+"],
    rows
      .filter(({ set, size }) => set === "private_test" && size === manifest.backbone.defaultSide)
      .map((row) => [headName(row.head), percent(row.threeRaw), row.threeMajority ? percent(row.threeMajority) : "–"]),
  ),
  recall: table(
    ["test set", ...LABELS7],
    atDefault.map((row) => [SET_NAMES[row.set] ?? row.set, ...LABELS7.map((label) => percent(row.recall[label]))]),
  ),
  other: table(
    ["test set", "happy / sad / surprise called other", "neutral called other"],
    atDefault.map((row) => [
      SET_NAMES[row.set] ?? row.set,
      percent(row.rejectedOfThree),
      percent(row.rejectedOfNeutral),
    ]),
  ),
  quantization: table(
    ["weights", "three classes, raw label", "three classes, FER+ majority", "seven labels"],
    (["float32", "int8"] as const).map((dtype) => {
      const { threeRaw, threeMajority, seven } = manifest.backbone.quantization[dtype];
      return [dtype, ...[threeRaw, threeMajority, seven].map((value) => `${(100 * value).toFixed(2)} %`)];
    }),
  ),
  peers: peers && peersTable(peers),
  experiment: experiment && experimentTable(experiment),
  "heads-rate": existsSync(join(ROOT, HEADS_RATE)) ? headsRateTable(read<HeadsRate>(HEADS_RATE)) : null,
  rate: `Measured on ${rate.date}, ${rate.machine}: ${rate.medians
    .map(
      ({ side, picturesPerSecond }) =>
        `${picturesPerSecond.toFixed(picturesPerSecond < 10 ? 1 : 0)} a second at ${side} px`,
    )
    .join(", ")} (medians, \`npm run bench:classify\`).`,
};

for (const file of ["README.md", "MODEL_CARD.md"]) {
  const before = readFileSync(join(ROOT, file), "utf8");
  const after = before.replace(
    /(<!-- figures:([\w-]+) -->\n)[^]*?(<!-- \/figures:\2 -->)/g,
    (whole: string, open: string, name: string, close: string) => {
      if (!(name in figures)) throw new Error(`${file}: got figures:${name}, expected one of ${Object.keys(figures)}`);
      return figures[name] === null ? whole : `${open}${figures[name]}\n${close}`;
    },
  );
  writeFileSync(join(ROOT, file), after);
  console.log(`${file}: ${after === before ? "unchanged" : "figures written"}`);
}
