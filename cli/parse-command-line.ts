/** Node's parseArgs for the commands that npm runs: what npm took for itself is refused, and errors are UsageErrors. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { refuseOptionsNpmTook } from "./options-npm-took";
import { UsageError } from "./usage-error";

/** Config and answer as parseArgs has them. Throws UsageError. */
export function parseCommandLine<const Config extends ParseArgsConfig>(
  config: Config,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ReturnType<typeof parseArgs<Config>> {
  const { options = {}, args = process.argv.slice(2) } = config;
  refuseOptionsNpmTook(Object.keys(options), args, environment);
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
