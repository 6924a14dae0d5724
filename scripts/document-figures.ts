/**
 * README.md and MODEL_CARD.md with the figures of the reports: `npm run figures` writes them, a test holds what is committed
 * to them. A table stands between <!-- figures:NAME --> and <!-- /figures:NAME -->.
 * In: public/models/accuracy.json (npm run measure:accuracy), bench/classify-rate.json, bench/heads-rate.json (npm run
 * bench:heads), public/models/peers.json (npm run bench:peers), bench/calm.json (npm run bench:calm), bench/detection.json (npm run
 * bench:detection), bench/not-people.json (npm run bench:not-people), docs/quality-gates.json (npm run bench:quality),
 * docs/quantization.json (npm run measure:quantization), docs/covered.json (npm run train:covered), bench/baseline.json (npm run measure:baseline),
 * public/models/report.json (npm run experiments). What a report would fill that does not exist yet stays as it stands; only
 * the first has to.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readBaselineReport } from "../bench/baseline/report";
import { readCalmReport } from "../bench/calm/report";
import { readDetectionReport } from "../bench/detection/report";
import type { HeadsRate } from "../bench/heads-rate";
import { readNotPeopleReport } from "../bench/not-people/report";
import { readPeersReport } from "../bench/peers/report";
import { readQualityReport } from "../bench/quality/report";
import { ACCURACY_COMMAND, parseAccuracy } from "../lib/evidence/accuracy-schema";
import { parseReport } from "../lib/evidence/report-schema";
import { readCoveredReport } from "../training/covered-report";
import { readQuantizationReport } from "../training/quantization-report";
import { accuracyTables } from "./accuracy-tables";
import { baselineTable } from "./baseline-table";
import { calmTable } from "./calm-table";
import { coveredTable } from "./covered-table";
import { detectionTable } from "./detection-table";
import { experimentTable } from "./experiment-table";
import { headsRateTable } from "./heads-rate-table";
import { notPeopleTable } from "./not-people-table";
import { peersText } from "./peers-table";
import { qualityTable } from "./quality-table";
import { quantizationTable } from "./quantization-table";

const ROOT = join(import.meta.dirname, "..");
const ACCURACY = "public/models/accuracy.json";
const CLASSIFY_RATE = "bench/classify-rate.json";
const HEADS_RATE = "bench/heads-rate.json";
const EXPERIMENT = "public/models/report.json";
export const DOCUMENTS = ["README.md", "MODEL_CARD.md"];

interface RateReport {
  readonly machine: string;
  readonly date: string;
  readonly medians: readonly { readonly side: number; readonly picturesPerSecond: number }[];
}

const exists = (path: string): boolean => existsSync(join(ROOT, path));
const read = <Report>(path: string): Report => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Report;

function rateSentence({ date, machine, medians }: RateReport): string {
  const rates = medians.map(
    ({ side, picturesPerSecond }) =>
      `${picturesPerSecond.toFixed(picturesPerSecond < 10 ? 1 : 0)} a second at ${side} px`,
  );
  return `Measured on ${date}, ${machine}: ${rates.join(", ")} with \`--crops\`, pictures of 512 px (medians, \`npm run bench:classify\`).`;
}

/** By the name of their markers; null leaves a part as it stands. */
function makeFigures(): Readonly<Record<string, string | null>> {
  if (!exists(ACCURACY)) {
    throw new Error(`${ACCURACY}: got no file, expected what \`${ACCURACY_COMMAND}\` writes`);
  }
  const accuracy = parseAccuracy(read(ACCURACY), ACCURACY);
  const peers = readPeersReport();
  const calm = readCalmReport();
  const baseline = readBaselineReport();
  const detection = readDetectionReport();
  const notPeople = readNotPeopleReport();
  const quality = readQualityReport();
  const quantization = readQuantizationReport();
  const covered = readCoveredReport();
  return {
    ...accuracyTables(accuracy),
    quantization: quantization && quantizationTable(quantization),
    covered: covered && coveredTable(covered),
    peers: peers && peersText(peers, accuracy),
    calm: calm && calmTable(calm),
    baseline: baseline && baselineTable(baseline),
    detection: detection && detectionTable(detection),
    "not-people": notPeople && notPeopleTable(notPeople),
    quality: quality && qualityTable(quality),
    experiment: exists(EXPERIMENT) ? experimentTable(parseReport(read(EXPERIMENT), EXPERIMENT)) : null,
    "heads-rate": exists(HEADS_RATE) ? headsRateTable(read<HeadsRate>(HEADS_RATE)) : null,
    rate: exists(CLASSIFY_RATE) ? rateSentence(read(CLASSIFY_RATE)) : null,
  };
}

function fill(text: string, figures: Readonly<Record<string, string | null>>, file: string): string {
  return text.replace(
    /(<!-- figures:([\w-]+) -->\n)[^]*?(<!-- \/figures:\2 -->)/g,
    (whole: string, open: string, name: string, close: string) => {
      if (!(name in figures)) throw new Error(`${file}: got figures:${name}, expected one of ${Object.keys(figures)}`);
      return figures[name] === null ? whole : `${open}${figures[name]}\n${close}`;
    },
  );
}

export interface FilledDocument {
  readonly file: string;
  readonly path: string;
  /** As it stands, and with the figures of the reports as they are. */
  readonly before: string;
  readonly after: string;
}

/** Writes nothing. Throws Error without accuracy.json, and for a marker that no figures have. */
export function fillDocuments(): FilledDocument[] {
  const figures = makeFigures();
  return DOCUMENTS.map((file) => {
    const path = join(ROOT, file);
    const before = readFileSync(path, "utf8");
    return { file, path, before, after: fill(before, figures, file) };
  });
}
