/**
 * The heads in public/models still read real faces as right as they did: tests/golden/features.bin holds what the shipped
 * backbone makes of some faces of FER2013's PublicTest (training/export_features.py), so it takes neither pictures nor
 * the backbone. Full figures: MODEL_CARD.md.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import type { LabelSource } from "../../lib/evidence/accuracy-schema";
import { createHeadOf, type Head } from "../../lib/heads";
import { readHeadFile, type HeadContent } from "../../lib/heads/head-file";
import { bestScored } from "../../lib/labels/best-label";
import { decideStatus } from "../../lib/labels/decide-status";
import { isExpression } from "../../lib/labels/is-expression";
import { readHead } from "../../lib/pipeline/read-head";
import type { Label7 } from "../../lib/types";

/** How far a share may be off what was measured: of the three's 129 faces three, of all 301 six. */
const TOLERANCE = 0.02;

/** Right of the faces whose label the head knows, measured on 2026-11-30. */
const MEASURED_RIGHT: Readonly<Record<string, Readonly<Record<LabelSource, number>>>> = {
  "wide-network": { raw: 0.907, majority: 0.944 },
  "narrow-network": { raw: 0.907, majority: 0.944 },
  "medium-network": { raw: 0.907, majority: 0.944 },
  "bilayered-network": { raw: 0.907, majority: 0.944 },
  "trilayered-network": { raw: 0.915, majority: 0.936 },
  "cubic-svm": { raw: 0.922, majority: 0.944 },
  "linear-svm": { raw: 0.907, majority: 0.944 },
  "seven-labels": { raw: 0.608, majority: 0.789 },
};

/** Called "other", measured on 2026-11-30. */
const MEASURED_OTHER: Readonly<Record<LabelSource, { readonly ofNeutral: number; readonly ofThree: number }>> = {
  raw: { ofNeutral: 0.791, ofThree: 0.186 },
  majority: { ofNeutral: 0.776, ofThree: 0.08 },
};

/** The faces' labels and scales, as training/export_features.py writes them; `majority` is FER+'s, null for none. */
interface GoldenFeatures {
  readonly side: number;
  readonly backbone: string;
  readonly scales: readonly number[];
  readonly raw: readonly Label7[];
  readonly majority: readonly (Label7 | null)[];
}

const read = (file: string): Buffer => readFileSync(new URL(`../../${file}`, import.meta.url));
const manifest = readShippedManifest();
const { features, sha256: backbone } = manifest.backbone;
const fit = { backbone, preprocessing: manifest.preprocessing };
const golden = JSON.parse(read("tests/golden/features.json").toString()) as GoldenFeatures;
const levels = read("tests/golden/features.bin");
const faces = golden.scales.map((scale, face) => ({
  embedding: Float32Array.from(levels.subarray(face * features, (face + 1) * features), (level) => level * scale),
  raw: golden.raw[face],
  majority: golden.majority[face],
}));
type Face = (typeof faces)[number];

const heads = [...manifest.heads, manifest.labels7Head].map(({ file }) => {
  const content = readHeadFile(read(`public/models/${file}`), file, fit);
  return { file, content, ...createHeadOf(content, file, features) };
});
const labels7Head = heads.find(({ id }) => id === manifest.labels7Head.id)!;
/** Those whose last layer has a row of weights for each label. */
const headsWithRows = heads.filter(({ content }) => ["linear", "network"].includes(content.header.kind));

const share = (some: readonly Face[], counts: (face: Face) => boolean): number =>
  some.filter(counts).length / some.length;

function shareRight(head: Head, by: LabelSource): number {
  const known = faces.filter((face) => head.labels.includes(face[by] ?? ""));
  return share(known, (face) => bestScored(readHead(head, face.embedding)) === face[by]);
}

it("the features are of the shipped backbone", () => {
  const advice = "`npm run train:features -- --data ../shared/data` makes tests/golden/features.bin anew";
  expect({ side: golden.side, backbone: golden.backbone }, advice).toEqual({ side: 96, backbone });
  expect(levels, advice).toHaveLength(faces.length * features);
});

describe.each(["raw", "majority"] as const)("by the %s label", (by) => {
  it.each(heads)("$id reads as many right as it did", (head) => {
    expect(shareRight(head, by)).toBeGreaterThanOrEqual(MEASURED_RIGHT[head.id][by] - TOLERANCE);
  });

  it("neutral faces are called other, and the three are not, as often as they were", () => {
    const isOther = ({ embedding }: Face): boolean =>
      decideStatus(readHead<Label7>(labels7Head, embedding), manifest.decision) === "other";
    const { ofNeutral, ofThree } = MEASURED_OTHER[by];
    const neutral = faces.filter((face) => face[by] === "neutral");
    const three = faces.filter((face) => isExpression(face[by]));
    expect(share(neutral, isOther)).toBeGreaterThanOrEqual(ofNeutral - TOLERANCE);
    expect(share(three, isOther)).toBeLessThanOrEqual(ofThree + TOLERANCE);
  });

  it.each(headsWithRows)("$id with two labels' weights exchanged would be noticed", ({ id, file, content }) => {
    const head = createHeadOf(exchangeLabels(content, "happy", "sad"), file, features);
    expect(shareRight(head, by)).toBeLessThan(MEASURED_RIGHT[id][by] - TOLERANCE);
  });
});

/** Of one of `headsWithRows`. */
function exchangeLabels({ header, arrays }: HeadContent, one: string, other: string): HeadContent {
  const name = Object.keys(arrays).findLast((key) => key.startsWith("weights"))!;
  const { shape, data } = arrays[name];
  const rowOf = (label: string) => {
    const row = header.labels.indexOf(label);
    return { start: row * shape[1], values: data.slice(row * shape[1], (row + 1) * shape[1]) };
  };
  const exchanged = data.slice();
  exchanged.set(rowOf(other).values, rowOf(one).start);
  exchanged.set(rowOf(one).values, rowOf(other).start);
  return { header, arrays: { ...arrays, [name]: { shape, data: exchanged } } };
}
