/** The command line of `npm run experiments`. */
import { describe, expect, it, test } from "vitest";
import { fromTypedIn } from "../../cli/typed-in";
import { UsageError } from "../../cli/usage-error";
import { parseOptions } from "../../training/experiments/options";
import { createProgress, timeInWords } from "../../training/experiments/progress-bar";

const BASE = ["--data", "pictures", "--out", "report.json"];

it("has defaults for all but --data and --out", () => {
  expect(parseOptions(BASE)).toMatchObject({
    ...{ data: fromTypedIn("pictures"), out: fromTypedIn("report.json"), tests: fromTypedIn("pictures"), quick: false },
    ...{ backbones: ["imagenet", "ours"], side: 96, seed: 20261125, keep: null },
  });
});

it("takes every option; --quick means our backbone unless it is told otherwise", () => {
  expect(parseOptions([...BASE, "--quick"]).backbones).toEqual(["ours"]);
  const options = [
    "--quick",
    "--backbones",
    "ours,imagenet",
    "--tests",
    "data",
    "--size",
    "224",
    "--seed",
    "5",
    "--threads",
    "3",
  ];
  expect(parseOptions([...BASE, ...options])).toEqual({
    ...{ data: fromTypedIn("pictures"), out: fromTypedIn("report.json"), tests: fromTypedIn("data"), quick: true },
    ...{ backbones: ["imagenet", "ours"], side: 224, seed: 5, threads: 3, keep: null },
  });
});

it("keeps another report's backbones beside those of a full run", () => {
  const options = parseOptions([...BASE, "--backbones", "ours", "--keep", "report.json"]);
  expect(options).toMatchObject({ backbones: ["ours"], keep: fromTypedIn("report.json") });
});

describe("says what was got and what was expected", () => {
  test.each([
    [["--out", "report.json"], "--data: got null, expected a folder of pictures"],
    [["--data", "pictures"], "--out: got null, expected a file to write"],
    [[...BASE, "--size", "100"], '--size: got "100", expected 96, 128, 224'],
    [[...BASE, "--backbones", "vgg"], '--backbones: got "vgg", expected some of imagenet,ours'],
    [[...BASE, "--seed", "-1"], "--seed"],
    [[...BASE, "--seed=1.5"], '--seed: got "1.5", expected a whole number from 0 to 4294967295'],
    [[...BASE, "--threads", "0"], '--threads: got "0", expected a whole number from 1 to 64'],
    [[...BASE, "--quick", "--keep", "report.json"], "--keep: got it with --quick"],
    [[...BASE, "--fast"], "--fast"],
  ])("%j", (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(UsageError);
    expect(() => parseOptions(argv)).toThrow(message);
  });
});

describe("the progress bar", () => {
  function run(isTTY: boolean) {
    const lines: string[] = [];
    let time = 0;
    const progress = createProgress({
      stream: { write: (text) => lines.push(text), isTTY },
      threads: 2,
      now: () => time,
    });
    return { lines, progress, wait: (ms: number) => (time += ms) };
  }

  it("estimates what has not begun from the plan, and what has from its own pace", () => {
    const { lines, progress, wait } = run(true);
    progress.plan("faces", 100);
    progress.plan("features", 300);
    progress.start("faces");
    wait(100_000);
    progress.advance("faces", 50);
    // 50 left at 2 s each, and 300 on two threads.
    expect(lines.at(-1)).toContain("12 %, 5 min left: faces");
    progress.plan("features", 0);
    wait(100_000);
    progress.advance("faces", 50);
    expect(lines.at(-1)).toContain("100 %, 0 s left: faces");
    progress.end();
    expect(lines.at(-1)).toBe("\n");
  });

  it("writes a line now and then where there is no terminal", () => {
    const { lines, progress, wait } = run(false);
    progress.plan("faces", 1000);
    progress.start("faces");
    for (let i = 0; i < 100; i++) {
      wait(1000);
      progress.advance("faces", 1);
    }
    expect(lines.length).toBe(5);
    expect(lines.every((line) => line.endsWith("\n"))).toBe(true);
  });

  test.each([
    [0, "0 s"],
    [44.2, "45 s"],
    [700, "12 min"],
    [3900, "1 h 05 min"],
  ])("%d seconds are %s", (seconds, words) => expect(timeInWords(seconds)).toBe(words));
});
