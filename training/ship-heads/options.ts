/** The command line of `npm run ship:heads`: parsing and checking. Messages say what was got and what was expected. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseCommandLine } from "../../cli/parse-command-line";
import { MODELS_FOLDER } from "../../cli/shipped-models";
import { fromTypedIn } from "../../cli/typed-in";
import { UsageError } from "../../cli/usage-error";
import { wholeNumber } from "../../cli/whole-number";

export const USAGE = `usage: npm run ship:heads -- --data DIR [--report FILE] [--out DIR] [--force] [--quick] [--threads N]

  --data DIR     the archives of ../shared/data: FER2013's Training trains, its PublicTest calibrates and chooses
  --report FILE  of npm run experiments, with the shipped backbone (default: public/models/report.json)
  --out DIR      gets heads/ and manifest.json (default: public/models)
  --force        ship although the default head gets worse by more than half a point
  --quick        a small share of the pictures, to see that all works; takes a quick report, needs --out
  --threads N    (default: one a core)

  Cut off, it goes on where it was: crops and features are kept in training/work/experiments.`;

const OPTIONS = {
  data: { type: "string" },
  report: { type: "string" },
  out: { type: "string" },
  force: { type: "boolean" },
  quick: { type: "boolean" },
  threads: { type: "string" },
} as const;

export interface ShipOptions {
  readonly data: string;
  readonly report: string;
  readonly out: string;
  readonly force: boolean;
  readonly quick: boolean;
  readonly threads: number;
}

/** Throws UsageError for a command line that cannot be followed. */
export function parseOptions(argv: readonly string[]): ShipOptions {
  const { values } = parseCommandLine({ args: [...argv], options: OPTIONS });
  const { data, report = join(MODELS_FOLDER, "report.json"), force = false, quick = false, threads } = values;
  const out = fromTypedIn(values.out ?? MODELS_FOLDER);
  if (!data) throw new UsageError(`--data: got ${JSON.stringify(data ?? null)}, expected a folder of data sets`);
  if (quick && out === MODELS_FOLDER) {
    throw new UsageError("--quick: got --out public/models, expected another folder, since its heads mean little");
  }
  return {
    data: fromTypedIn(data),
    report: fromTypedIn(report),
    out,
    force,
    quick,
    threads: wholeNumber("--threads", threads, 1, 64) ?? availableParallelism(),
  };
}
