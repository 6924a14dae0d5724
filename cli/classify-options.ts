/** The command line of `npm run classify`: parsing and checking. Messages say what was got and what was expected. */
import { GATE_STATUSES, INPUT_SIDES, type InputSide } from "../lib/types";
import { parseCommandLine } from "./parse-command-line";
import { READABLE_FORMATS } from "./picture-formats";
import { UsageError } from "./usage-error";
import { wholeNumber } from "./whole-number";

export const USAGE = `usage: npm run --silent classify -- [--crops] [--head NAME] [--size PX] [--json] [--no-equalize]
                                        [--threads N] PATH...

  PATH           pictures or folders of pictures: ${READABLE_FORMATS}
  --crops        each picture is a face crop already
  --head NAME    classifier over happy / sad / surprise (default: the page's; names: README, settings in the address)
  --size PX      input side of the backbone: ${INPUT_SIDES.join(", ")} (default: the page's, 96)
  --json         one JSON line a picture on stdout; its fields: README, folders of pictures
  --no-equalize  without bi-histogram equalization, to see what it does
  --threads N    so many pictures at the same time, 1 to 64 (default: one a core, as far as a GB of memory each goes)
  --help         this text

  A face's "status" is "ok" where its label may be trusted, else the reason why not: "other" (none of the three fits),
  "unaligned" (--crops: no face found in it), or, for a picture that is not good enough to judge the face,
  ${GATE_STATUSES.map((status) => `"${status}"`).join(", ")}.
  --crops never gives "cut-off" and "too-small", since a tight crop may be both.
  Exit code: 0; 1 when a file could not be read; 2 for a wrong command line.`;

export interface ClassifyOptions {
  readonly crops: boolean;
  readonly head: string | null;
  readonly size: InputSide | null;
  readonly json: boolean;
  readonly equalize: boolean;
  /** Null: as many as cores and memory allow. */
  readonly threads: number | null;
  /** Only the usage was asked for. */
  readonly help: boolean;
  readonly paths: readonly string[];
}

const OPTIONS = {
  crops: { type: "boolean" },
  head: { type: "string" },
  size: { type: "string" },
  json: { type: "boolean" },
  "no-equalize": { type: "boolean" },
  threads: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** `environment`: npm leaves the options there that it took for its own. Throws UsageError. */
export function parseOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ClassifyOptions {
  const config = { args: [...argv], allowPositionals: true, options: OPTIONS } as const;
  const { values, positionals } = parseCommandLine(config, environment);
  const size = values.size === undefined ? null : INPUT_SIDES.find((side) => String(side) === values.size);
  if (size === undefined) {
    throw new UsageError(`--size: got ${JSON.stringify(values.size)}, expected one of ${INPUT_SIDES.join(", ")}`);
  }
  if (positionals.length === 0 && !values.help)
    throw new UsageError("PATH: got none, expected at least one picture or folder");
  // As a script's variable that was never set; it would mean the whole folder.
  if (positionals.includes("")) throw new UsageError('PATH: got "", expected a picture or folder');
  return {
    crops: values.crops ?? false,
    head: values.head ?? null,
    size,
    json: values.json ?? false,
    equalize: !values["no-equalize"],
    threads: wholeNumber("--threads", values.threads, 1, 64),
    help: values.help ?? false,
    paths: positionals,
  };
}
