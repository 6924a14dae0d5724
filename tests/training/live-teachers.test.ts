/** training/train.py with nets that see each picture as the one in training does: what they say counts, and both halves of the option are asked for. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, type TestContext } from "vitest";
import { requirePython, runPython } from "../helpers/python";

/** Seconds, most of which start Python with PyTorch. */
const LIMIT_MS = 240_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mien-live-teachers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Trains the tiny net of make_tiny_training.py, anew each time; returns what is printed of its weights. */
function train(liveShare: number | undefined, featuresLoss: number | undefined, teachers: readonly string[]): string {
  const config = join(folder, "config.json");
  writeFileSync(
    config,
    JSON.stringify({
      ...JSON.parse(readFileSync(config, "utf8")),
      live_share: liveShare,
      live_features_loss: featuresLoss,
    }),
  );
  rmSync(join(folder, "work/checkpoint.pt"), { force: true });
  const live = teachers.length > 0 ? ["--live-teachers", ...teachers.map((name) => join(folder, name))] : [];
  const options = ["--data", join(folder, "data"), "--work", join(folder, "work"), "--config", config];
  const start = ["--start", join(folder, "start.pt"), "--threads", "1", "--precision", "f32"];
  runPython("training/train.py", ...options, ...start, ...live);
  return runPython("-c", HASH, join(folder, "work/backbone.pt")).trim();
}

const HASH = `
import sys, torch
sys.path.insert(0, "training")
from net import hash_of, net_of
print(hash_of(net_of(torch.load(sys.argv[1], map_location="cpu")["net"])))
`;

function makeTiny(context: TestContext): void {
  requirePython(context);
  rmSync(folder, { recursive: true });
  runPython("tests/training/make_tiny_training.py", folder);
}

test(
  "a live teacher changes what is learned, by what it says and by its features",
  { timeout: LIMIT_MS },
  (context) => {
    makeTiny(context);
    const alone = train(undefined, undefined, []);
    const taught = train(0.5, 0, ["start.pt"]);
    expect(taught).not.toBe(alone);
    expect(train(0.5, 1, ["start.pt"])).not.toBe(taught);
  },
);

test(
  "a share without teachers, teachers without a share and a file that is not there are refused",
  { timeout: LIMIT_MS },
  (context) => {
    makeTiny(context);
    expect(() => train(0.5, 1, [])).toThrow(/--live-teachers: got 0 nets, expected some with live_share/);
    expect(() => train(undefined, undefined, ["start.pt"])).toThrow(
      /--live-teachers: got 1 nets, expected some with live_share/,
    );
    expect(() => train(0.5, 1, ["none.pt"])).toThrow(
      /--live-teachers: got .*none\.pt, expected a file that train\.py wrote/,
    );
  },
);
