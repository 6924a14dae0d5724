/** The command line of `npm run classify`: what is understood, and the sentence for what is not. */
import { describe, expect, it } from "vitest";
import { parseOptions, USAGE } from "../../cli/classify-options";
import { UsageError } from "../../cli/usage-error";
import { INPUT_SIDES } from "../../lib/types";

const DEFAULTS = {
  crops: false,
  head: null,
  size: null,
  json: false,
  equalize: true,
  threads: null,
  help: false,
  paths: ["a.jpg"],
};

function refusalOf(...argv: string[]): string {
  try {
    parseOptions(argv);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error(`got no error for ${argv.join(" ")}, expected a UsageError`);
}

describe("parseOptions", () => {
  it("leaves everything but the paths at its default", () => {
    expect(parseOptions(["a.jpg"])).toEqual(DEFAULTS);
  });

  it.each<[string[], Partial<ReturnType<typeof parseOptions>>]>([
    [["--crops", "a.jpg"], { crops: true }],
    [["--json", "a.jpg"], { json: true }],
    [["--no-equalize", "a.jpg"], { equalize: false }],
    [["--head", "cubic-svm", "a.jpg"], { head: "cubic-svm" }],
    [["a.jpg", "--head=cubic-svm"], { head: "cubic-svm" }],
    [["--threads", "3", "a.jpg"], { threads: 3 }],
    [["a.jpg", "b", "c/d.png"], { paths: ["a.jpg", "b", "c/d.png"] }],
    [["--", "--odd.jpg"], { paths: ["--odd.jpg"] }],
  ])("understands %j", (argv, expected) => {
    expect(parseOptions(argv)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each(INPUT_SIDES)("understands --size %i", (side) => {
    expect(parseOptions(["--size", String(side), "a.jpg"])).toEqual({ ...DEFAULTS, size: side });
  });

  it("understands all options together, wherever they stand", () => {
    const argv = [
      "a.jpg",
      "--crops",
      "--size",
      "224",
      "b.jpg",
      "--json",
      "--head",
      "x",
      "--no-equalize",
      "--threads=64",
    ];
    const expected = {
      crops: true,
      head: "x",
      size: 224,
      json: true,
      equalize: false,
      threads: 64,
      help: false,
      paths: ["a.jpg", "b.jpg"],
    };
    expect(parseOptions(argv)).toEqual(expected);
  });

  it.each(["100", "96.0", "ninety-six", "", "-96"])("refuses --size=%s with what it got and expected", (size) => {
    expect(refusalOf(`--size=${size}`, "a.jpg")).toBe(`--size: got "${size}", expected one of 96, 128, 224`);
  });

  it.each(["0", "65", "two", "1.5"])("refuses --threads=%s with what it got and expected", (threads) => {
    expect(refusalOf(`--threads=${threads}`, "a.jpg")).toBe(
      `--threads: got "${threads}", expected a whole number from 1 to 64`,
    );
  });

  it("refuses an empty path, which a script's unset variable gives", () => {
    expect(refusalOf("a.jpg", "")).toBe('PATH: got "", expected a picture or folder');
  });

  it("refuses a command line without a path", () => {
    const expected = "PATH: got none, expected at least one picture or folder";
    expect(refusalOf()).toBe(expected);
    expect(refusalOf("--json")).toBe(expected);
  });

  it.each([
    ["an unknown option", ["--frob", "a.jpg"], "--frob"],
    ["an option without its value", ["a.jpg", "--head"], "--head"],
    ["a value for a switch", ["--json=yes", "a.jpg"], "--json"],
  ])("refuses %s and names it", (_, argv, name) => {
    expect(refusalOf(...argv)).toContain(name);
  });
});

it("asks for the usage alone with --help or -h", () => {
  expect(parseOptions(["--help"])).toMatchObject({ help: true, paths: [] });
  expect(parseOptions(["-h", "--json"])).toMatchObject({ help: true, json: true });
});

it("refuses an option that npm took for its own", () => {
  expect(() => parseOptions(["a.jpg"], { npm_config_crops: "true" })).toThrow(
    '--crops: got it before "--" (as npm_config_crops), where npm takes it for its own, expected it after "--"',
  );
});

describe("USAGE", () => {
  it("names every option", () => {
    for (const option of ["PATH", "--crops", "--head", "--size", "--json", "--no-equalize", "--threads", "--help"]) {
      expect(USAGE).toContain(`  ${option}`);
    }
  });
});
