/** MODEL_CARD's table of what the compact form costs, from docs/quantization.json (npm run measure:quantization). Pure. */
import { TEST_SET_NAMES } from "../lib/evidence/accuracy-schema";
import { percentOf } from "../lib/evidence/format";
import { shareOf, type Share } from "../lib/evidence/share";
import { sum } from "../lib/evidence/sum";
import { EXPRESSIONS } from "../lib/types";
import type { QuantizationReport, QuantizationRow } from "../training/quantization-report";
import { orNothing } from "./accuracy-tables";
import { markdownTable } from "./markdown-table";

/** By the name of the figure, in the order of the columns. */
const FIGURES: Readonly<Record<string, (row: QuantizationRow) => Share | null>> = {
  "three classes, raw label": ({ three }) => {
    const counts = EXPRESSIONS.map((label) => three[label]);
    return shareOf(sum(counts.map(([right]) => right)), sum(counts.map(([, of]) => of)));
  },
  "three classes, FER+ majority": ({ majority }) => majority && shareOf(...majority),
  "seven labels": ({ seven }) => shareOf(...seven),
};

/** Goal for what int8 may lose, in points. */
const GOAL = 0.3;

export function quantizationTable(report: QuantizationReport): string {
  const body = report.rows.map((row) => [
    TEST_SET_NAMES[row.set],
    `${row.size} px`,
    row.weights,
    ...Object.values(FIGURES).map((figure) => orNothing(figure(row))),
    EXPRESSIONS.map((label) => percentOf(shareOf(...row.three[label]))).join(" / "),
  ]);
  return [
    `${lossSentence(report)} Seven-label layer, PyTorch, without the rows of FER2013 whose label is not certain, ${report.date} (\`npm run measure:quantization\`).`,
    "",
    markdownTable(
      ["test set", "input", "weights", ...Object.keys(FIGURES), `recall of ${EXPRESSIONS.join(" / ")}`],
      body,
    ),
  ].join("\n");
}

/** The largest loss from float32 to int8, in points, on FER2013's sets and on any. */
function lossSentence({ rows }: QuantizationReport): string {
  const losses = rows
    .filter(({ weights }) => weights === "float32")
    .flatMap((before) => {
      const after = rows.find(
        ({ set, size, weights }) => set === before.set && size === before.size && weights === "int8",
      );
      if (!after) throw new Error(`${before.set}, ${before.size} px: got no int8 row, expected one`);
      return Object.entries(FIGURES).flatMap(([name, figure]) => {
        const [from, to] = [figure(before), figure(after)];
        return from && to ? [{ row: before, name, of: from.of, right: from.right - to.right }] : [];
      });
    });
  const pointsOf = ({ right, of }: (typeof losses)[number]): number => (100 * right) / Math.max(1, of);
  const largest = (own: typeof losses) => own.reduce((one, other) => (pointsOf(other) > pointsOf(one) ? other : one));
  const say = (loss: (typeof losses)[number]): string =>
    `${pointsOf(loss).toFixed(2)} points (${loss.right} of ${loss.of} pictures; ${TEST_SET_NAMES[loss.row.set]}, ${loss.row.size} px, ${loss.name})`;
  const large = losses.filter(({ row }) => row.set === "public_test" || row.set === "private_test");
  const missed = losses.filter((loss) => pointsOf(loss) > GOAL).length;
  return (
    `The most that int8 loses: ${say(largest(large))} on FER2013's two parts, ${say(largest(losses))} on any set. ` +
    `More than the goal, ${GOAL} points, are lost in ${missed} of ${losses.length} figures.`
  );
}
