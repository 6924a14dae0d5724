/**
 * Tables of README.md and MODEL_CARD.md from public/models/accuracy.json, by the name of their markers. Pure;
 * `npm run figures` puts them in place. Where nothing else is said: the default head at the default size.
 */
import { NOTHING, percent, percentWithInterval } from "../lib/evidence/format";
import {
  LABEL_SOURCES,
  resultOf,
  rowsAtDefault,
  SKIN_TONES,
  TEST_SET_NAMES,
  type AccuracyReport,
  type AccuracyRow,
  type LabelSource,
  type RejectionPoint,
} from "../lib/evidence/accuracy-schema";
import { accuracyOf, accuracyOrNull, macroF1, recallOf } from "../lib/evidence/confusion";
import { shareTogether, type Share } from "../lib/evidence/share";
import { sum } from "../lib/evidence/sum";
import { EXPRESSIONS, LABELS7 } from "../lib/types";
import { markdownTable } from "./markdown-table";

export const orNothing = (share: Share | null): string => (share ? percentWithInterval(share) : NOTHING);
const nameOf = ({ set }: AccuracyRow): string => TEST_SET_NAMES[set];
const sizeOf = ({ size }: AccuracyRow): string => `${size} px`;

export function accuracyTables(report: AccuracyReport) {
  return {
    accuracy: accuracyTable(report),
    sizes: sizesTable(report),
    heads: headsTable(report),
    "recall-three": recallThreeTable(report),
    "recall-seven": recallSevenTable(report),
    other: otherTable(report),
    named: namedTable(report),
    rejection: rejectionTable(report),
    calibration: calibrationTable(report),
    groups: groupsTable(report),
  };
}

const SOURCE_NAMES: Readonly<Record<LabelSource, string>> = { raw: "raw label", majority: "FER+ majority" };

const FIGURES = [
  "three classes, raw label",
  "three classes, FER+ majority",
  "seven labels, raw label",
  "seven labels, FER+ majority",
] as const;

/** In the order of FIGURES. */
function figuresOf(report: AccuracyReport, row: AccuracyRow): string[] {
  const { confusion, majorityConfusion } = resultOf(report, row);
  return [confusion, majorityConfusion, row.confusion7, row.majorityConfusion7].map(accuracyOrNull).map(orNothing);
}

function accuracyTable(report: AccuracyReport): string {
  return markdownTable(
    ["test set", "faces of the three", ...FIGURES],
    rowsAtDefault(report).map((row) => [
      nameOf(row),
      String(accuracyOf(resultOf(report, row).confusion).of),
      ...figuresOf(report, row),
    ]),
  );
}

function sizesTable(report: AccuracyReport): string {
  return markdownTable(
    ["test set", "input", ...FIGURES],
    report.rows.map((row) => [nameOf(row), sizeOf(row), ...figuresOf(report, row)]),
  );
}

/** On FER2013's PrivateTest, at every size. */
function headsTable(report: AccuracyReport): string {
  return markdownTable(
    ["head", "input", FIGURES[0], FIGURES[1], ...EXPRESSIONS.map((label) => `recall of ${label}`)],
    report.rows
      .filter(({ set }) => set === "private_test")
      .flatMap((row) =>
        row.heads.map(({ id, confusion, majorityConfusion }, index) => {
          const { name } = report.models.heads[index];
          return [
            id === report.models.defaultHead ? `${name} (default)` : name,
            sizeOf(row),
            ...[accuracyOf(confusion), accuracyOrNull(majorityConfusion), ...recallOf(confusion)].map(orNothing),
          ];
        }),
      ),
  );
}

/** At every size. */
function recallThreeTable(report: AccuracyReport): string {
  return markdownTable(
    ["test set", "labels", "input", ...EXPRESSIONS],
    report.rows.flatMap((row) => {
      const { confusion, majorityConfusion } = resultOf(report, row);
      return linesBySource(row, { raw: confusion, majority: majorityConfusion }, (own) => [
        sizeOf(row),
        ...recallOf(own).map(percentWithInterval),
      ]);
    }),
  );
}

/** At every size. */
function recallSevenTable(report: AccuracyReport): string {
  return markdownTable(
    ["test set", "labels", "input", ...LABELS7, "macro F1"],
    report.rows.flatMap((row) =>
      linesBySource(row, { raw: row.confusion7, majority: row.majorityConfusion7 }, (own) => {
        const recall = recallOf(own);
        // A mean over fewer labels could not be compared with the others.
        const isWhole = recall.every(({ of }) => of > 0);
        const score = isWhole ? macroF1(own).toFixed(3) : NOTHING;
        return [sizeOf(row), ...recall.map(percentWithInterval), score];
      }),
    ),
  );
}

/** Called "other"; then those that are not judged, and so in none of the columns before. */
function otherTable(report: AccuracyReport): string {
  return markdownTable(
    [
      "test set",
      "labels",
      ...["happy, sad, surprise", "neutral", "angry", "disgust", "fear"],
      ...["not judged: happy, sad, surprise", "not judged: neutral", "not judged: angry, disgust, fear, neutral"],
    ],
    rowsAtDefault(report).flatMap((row) =>
      linesBySource(row, row.rejected, ({ ofThree, ofNeutral, ofAngry, ofDisgust, ofFear, notJudged }) =>
        [
          ...[ofThree, ofNeutral, ofAngry, ofDisgust, ofFear],
          ...[notJudged.ofThree, notJudged.ofNeutral, notJudged.ofRest],
        ].map(percentWithInterval),
      ),
    ),
  );
}

/** Of the seven labels, those that are named. */
function namedTable(report: AccuracyReport): string {
  const { minimumLabelShare } = report.models.decision;
  return markdownTable(
    ["test set", "labels", `named, from ${minimumLabelShare} on`, "right of all", "right of the named"],
    rowsAtDefault(report).flatMap((row) => {
      const all = { raw: accuracyOf(row.confusion7), majority: accuracyOrNull(row.majorityConfusion7) };
      return linesBySource(row, row.named7, ({ named, right }, by) => [
        percentWithInterval(named),
        orNothing(all[by]),
        percentWithInterval(right),
      ]);
    }),
  );
}

/** A line for each label that a set has: its name, whose label it is, and the cells of what was counted by it. */
function linesBySource<Counted>(
  row: AccuracyRow,
  counted: Readonly<Record<LabelSource, Counted | null>>,
  cellsOf: (own: Counted, by: LabelSource) => string[],
): string[][] {
  return LABEL_SOURCES.flatMap((by) => {
    const own = counted[by];
    return own === null ? [] : [[nameOf(row), SOURCE_NAMES[by], ...cellsOf(own, by)]];
  });
}

/** Every fifth point of each curve, and the one in use in bold. */
function rejectionTable(report: AccuracyReport): string {
  const { minimumExpressionShare: inUse, restWeight } = report.models.decision;
  const columns: readonly (readonly [string, (point: RejectionPoint) => number | null])[] = [
    ["happy, sad, surprise called other", ({ lostOfThree }) => lostOfThree],
    ["neutral called other", ({ rejectedOfNeutral }) => rejectedOfNeutral],
    ["angry, disgust, fear, neutral called other", ({ rejectedOfRest }) => rejectedOfRest],
    ["right among those of the three that are kept", ({ rightOfKept }) => rightOfKept],
  ];
  const body = report.rows.flatMap((row) => {
    if (!row.rejection) return [];
    const curves = row.rejection;
    return LABEL_SOURCES.flatMap((by) => {
      const shown = curves[by].filter(({ threshold }) => threshold === inUse || Math.round(100 * threshold) % 10 === 0);
      return shown.map((point) => {
        const cells = columns.map(([, value]) => {
          const share = value(point);
          return share === null ? NOTHING : percent(share);
        });
        const line = [nameOf(row), SOURCE_NAMES[by], point.threshold.toFixed(2), ...cells];
        return point.threshold === inUse ? line.map((cell) => `**${cell}**`) : line;
      });
    });
  });
  return markdownTable(
    [
      "test set",
      "labels",
      `threshold, against neutral or ${restWeight} of the strongest other`,
      ...columns.map(([head]) => head),
    ],
    body,
  );
}

/** At every size: the temperatures are those of the default one. */
function calibrationTable(report: AccuracyReport): string {
  const error = (value: number | null): string => value?.toFixed(3) ?? NOTHING;
  return markdownTable(
    ["test set", "input", "three classes", "seven labels"],
    report.rows.map((row) => [
      nameOf(row),
      sizeOf(row),
      error(row.calibrationError.three),
      error(row.calibrationError.seven),
    ]),
  );
}

/** Sets with pictures in colour, and all of them together. */
function groupsTable(report: AccuracyReport): string {
  const rows = rowsAtDefault(report).flatMap((row) => (row.groups ? [{ name: nameOf(row), ...row.groups }] : []));
  const together = SKIN_TONES.map((tone) => shareTogether(rows.map(({ shares }) => shares[tone])));
  const cell = (share: Share): string => (share.of === 0 ? NOTHING : `${percentWithInterval(share)} of ${share.of}`);
  return markdownTable(
    ["test set", ...SKIN_TONES, "left out: grey", "left out: no face found"],
    [
      ...rows.map(({ name, shares, grey, unseen }) => [
        name,
        ...SKIN_TONES.map((tone) => cell(shares[tone])),
        String(grey),
        String(unseen),
      ]),
      [
        "together",
        ...together.map(cell),
        String(sum(rows.map(({ grey }) => grey))),
        String(sum(rows.map(({ unseen }) => unseen))),
      ],
    ],
  );
}
