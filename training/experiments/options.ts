/** The command line of `npm run experiments`: parsing and checking. Messages say what was got and what was expected. */
import { availableParallelism } from "node:os";
import { parseCommandLine } from "../../cli/parse-command-line";
import { fromTypedIn } from "../../cli/typed-in";
import { UsageError } from "../../cli/usage-error";
import { wholeNumber } from "../../cli/whole-number";
import { BACKBONE_IDS, type BackboneId } from "../../lib/evidence/report-schema";
import { LARGEST_SEED } from "../../lib/heads/training/random";
import { INPUT_SIDES, type InputSide } from "../../lib/types";
import { QUICK_BACKBONES } from "./plan";

export const USAGE = `usage: npm run experiments -- --data DIR --out FILE [--quick] [--backbones NAMES [--keep FILE]]
                                [--tests DIR] [--size PX] [--seed N] [--threads N]

  --data DIR         folders happy/, sad/, surprise/ of pictures, or the archives of ../shared/data (FER2013)
  --out FILE         the report, JSON (public/models/report.json is the one the page shows)
  --quick            a small share of the pictures, one backbone: two minutes, to see that all works
  --backbones NAMES  ${BACKBONE_IDS.join(",")} (default: both; --quick: ${QUICK_BACKBONES.join(",")})
  --keep FILE        an earlier report: its results of the backbones that --backbones leaves out (default: none)
  --tests DIR        the archives of ../shared/data, for tests on other data sets (default: --data where it has them)
  --size PX          input side of the backbones: ${INPUT_SIDES.join(", ")} (default: 96, for time; the paper's is 224)
  --seed N           of every random choice (default: 20261125)
  --threads N        (default: one a core)

  Cut off, it goes on where it was: crops, features and trained cells are kept in training/work/experiments.`;

/** For time: 224 px cost five times as much. */
const DEFAULT_SIDE: InputSide = 96;
const DEFAULT_SEED = 20261125;

const OPTIONS = {
  data: { type: "string" },
  out: { type: "string" },
  quick: { type: "boolean" },
  backbones: { type: "string" },
  keep: { type: "string" },
  tests: { type: "string" },
  size: { type: "string" },
  seed: { type: "string" },
  threads: { type: "string" },
} as const;

export interface ExperimentOptions {
  readonly data: string;
  readonly out: string;
  readonly quick: boolean;
  readonly backbones: readonly BackboneId[];
  /** Earlier report whose results of the other backbones are taken over; null: none. */
  readonly keep: string | null;
  /** Folder of other data sets' tests. */
  readonly tests: string;
  readonly side: InputSide;
  readonly seed: number;
  readonly threads: number;
}

/** Throws UsageError for a command line that cannot be followed. */
export function parseOptions(argv: readonly string[]): ExperimentOptions {
  const { values } = parseCommandLine({ args: [...argv], options: OPTIONS });
  const { data, out, quick = false } = values;
  if (values.keep && quick) throw new UsageError("--keep: got it with --quick, expected one of them");
  if (!data) throw new UsageError(`--data: got ${JSON.stringify(data ?? null)}, expected a folder of pictures`);
  if (!out) throw new UsageError(`--out: got ${JSON.stringify(out ?? null)}, expected a file to write`);
  const side = INPUT_SIDES.find((known) => String(known) === (values.size ?? String(DEFAULT_SIDE)));
  if (!side) throw new UsageError(`--size: got ${JSON.stringify(values.size)}, expected ${INPUT_SIDES.join(", ")}`);
  return {
    data: fromTypedIn(data),
    out: fromTypedIn(out),
    quick,
    backbones: backbonesOf(values.backbones, quick),
    keep: values.keep === undefined ? null : fromTypedIn(values.keep),
    tests: fromTypedIn(values.tests ?? data),
    side,
    seed: wholeNumber("--seed", values.seed, 0, LARGEST_SEED) ?? DEFAULT_SEED,
    threads: wholeNumber("--threads", values.threads, 1, 64) ?? availableParallelism(),
  };
}

function backbonesOf(text: string | undefined, quick: boolean): readonly BackboneId[] {
  if (text === undefined) return quick ? QUICK_BACKBONES : BACKBONE_IDS;
  const names = text.split(",");
  const odd = names.find((name) => !BACKBONE_IDS.some((id) => id === name));
  if (odd !== undefined) {
    throw new UsageError(`--backbones: got ${JSON.stringify(odd)}, expected some of ${BACKBONE_IDS.join(",")}`);
  }
  return BACKBONE_IDS.filter((id) => names.includes(id));
}
