/** training/train.py as two processes on this machine's processor: both end well, with the same weights. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { requirePython, runPython } from "../helpers/python";

/** Seconds, most of which start three Pythons with PyTorch. */
const LIMIT_MS = 120_000;

test("two processes of torchrun train the same net", { timeout: LIMIT_MS }, (context) => {
  requirePython(context);
  const folder = mkdtempSync(join(tmpdir(), "mien-training-"));
  try {
    const start = runPython("tests/training/make_tiny_training.py", folder).trim();
    const [data, work, config, begun] = ["data", "work", "config.json", "start.pt"].map((name) => join(folder, name));
    const torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "--"];
    const options = ["--data", data, "--work", work, "--config", config, "--start", begun, "--threads", "1"];
    // Throws where either ends with another exit code than 0.
    const said = runPython(...torchrun, "training/train.py", ...options, "--precision", "f32");
    const weights = new Map(
      Array.from(said.matchAll(/^process (\d): weights (\w+)$/gm), ([, rank, hash]) => [rank, hash]),
    );
    expect([...weights.keys()].sort()).toEqual(["0", "1"]);
    expect(weights.get("0")).toBe(weights.get("1"));
    expect(weights.get("0")).not.toBe(start);
    expect(existsSync(join(work, "backbone.pt"))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
