/** Options before "--" are npm's: which of its settings are taken for one of ours, and which are left in peace. */
import { describe, expect, it } from "vitest";
import { refuseOptionsNpmTook } from "../../cli/options-npm-took";
import { parseCommandLine } from "../../cli/parse-command-line";
import { UsageError } from "../../cli/usage-error";

const CLASSIFY = ["crops", "head", "size", "json", "no-equalize", "threads", "help"];
const OTHERS = [
  "data",
  "sets",
  "sizes",
  "again",
  "out",
  "keep",
  "work",
  "from",
  "pictures",
  "rounds",
  "calls",
  "force",
];

const refuse =
  (options: readonly string[], name: string, ...argv: string[]) =>
  (): void =>
    refuseOptionsNpmTook(options, argv, { PATH: "/bin", [name]: "true" });

describe("refuses", () => {
  it.each([
    ["npm_config_crops", "crops"],
    ["npm_config_json", "json"],
    // Of --no-equalize.
    ["npm_config_equalize", "no-equalize"],
    // npm completes --head to its own --heading.
    ["npm_config_heading", "head"],
    // Begun or misspelled: npm knows none of these.
    ["npm_config_crop", "crops"],
    ["npm_config_thr", "threads"],
    ["npm_config_sizes", "size"],
    ["npm_config_equal", "no-equalize"],
    ["npm_config_equalise", "no-equalize"],
    ["npm_config_noequalize", "no-equalize"],
    ["npm_config_thread", "threads"],
  ])("%s, for --%s", (name, option) => {
    const message = `--${option}: got it before "--" (as ${name}), where npm takes it for its own, expected it after "--"`;
    expect(refuse(CLASSIFY, name)).toThrow(message);
    expect(refuse(CLASSIFY, name)).toThrow(UsageError);
  });
});

describe("leaves alone", () => {
  const names =
    "cache prefix user_agent node_gyp noproxy global_prefix init_module local_prefix npm_version userconfig globalconfig " +
    "loglevel registry fund audit save_exact legacy_peer_deps engine_strict script_shell key call workspace os tag " +
    // Of other programs, which also read .npmrc.
    "jobs target arch runtime disturl python build_from_source store_dir auto_install_peers sharp_binary_host";
  it.each(names.split(" "))("npm_config_%s", (name) => {
    expect(refuse([...CLASSIFY, ...OTHERS], `npm_config_${name}`)).not.toThrow();
  });

  it("a setting that somebody keeps, where the option is typed as well", () => {
    expect(refuse(CLASSIFY, "npm_config_json", "--json")).not.toThrow();
    expect(refuse(CLASSIFY, "npm_config_size", "--size=96")).not.toThrow();
  });

  it("a beginning that may be either of two", () => {
    expect(refuse(["pictures", "pieces"], "npm_config_pi")).not.toThrow();
    expect(refuse(["pictures", "pieces"], "npm_config_pic")).toThrow("--pictures");
  });
});

it("parseCommandLine answers as parseArgs, or with a UsageError", () => {
  const options = { data: { type: "string" }, again: { type: "boolean" } } as const;
  const { values } = parseCommandLine({ args: ["--data", "x", "--again"], options }, {});
  expect({ ...values }).toEqual({ data: "x", again: true });
  expect(() => parseCommandLine({ args: ["--dta", "x"], options }, {})).toThrow(UsageError);
  expect(() => parseCommandLine({ args: [], options }, { npm_config_agai: "" })).toThrow('--again: got it before "--"');
});
