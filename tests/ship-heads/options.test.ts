/** The command line of `npm run ship:heads`. */
import { describe, expect, it, test } from "vitest";
import { fromTypedIn } from "../../cli/typed-in";
import { UsageError } from "../../cli/usage-error";
import { MODELS_FOLDER } from "../../cli/shipped-models";
import { parseOptions } from "../../training/ship-heads/options";

it("reads the report from and writes into public/models unless it is told otherwise", () => {
  const { threads, ...options } = parseOptions(["--data", "data"]);
  expect(threads).toBeGreaterThan(0);
  expect(options).toEqual({
    ...{ data: fromTypedIn("data"), report: `${MODELS_FOLDER}/report.json`, out: MODELS_FOLDER },
    ...{ force: false, quick: false },
  });
  const all = ["--data", "d", "--report", "r.json", "--out", "o", "--force", "--quick", "--threads", "3"];
  expect(parseOptions(all)).toEqual({
    ...{ data: fromTypedIn("d"), report: fromTypedIn("r.json"), out: fromTypedIn("o") },
    ...{ force: true, quick: true, threads: 3 },
  });
});

describe("says what was got and what was expected", () => {
  test.each([
    [[], "--data: got null, expected a folder of data sets"],
    [["--data", "d", "--quick"], "--quick: got --out public/models, expected another folder"],
    [["--data", "d", "--threads", "0"], '--threads: got "0", expected a whole number from 1 to 64'],
    [["--data", "d", "--fast"], "--fast"],
  ])("%j", (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
    expect(() => parseOptions(argv)).toThrow(message);
  });
});
