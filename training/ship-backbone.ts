/**
 * Ships a new backbone: every step from training/work/backbone.pt to the tables of README.md and MODEL_CARD.md, one
 * after another, since each reads what those before it wrote. Two to three hours on two cores.
 *
 *   npm run ship:backbone -- --data ../shared/data --clips ../shared/clips [--from STEP]
 *
 * Stops at the first step that fails; `--from` goes on there. What each step is for: training/README.md.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { requireDataFolder, requireFolder } from "./data-folder";

const ROOT = join(import.meta.dirname, "..");
const REPORT = join(ROOT, "public/models/report.json");

const { values } = parseCommandLine({
  options: { data: { type: "string" }, clips: { type: "string" }, from: { type: "string" } },
});
// Absolute, since the steps run in the project's folder.
const data = requireDataFolder(values.data);
const clips = requireFolder("--clips", values.clips, "clips");
const { from } = values;

/** npm scripts by name, with their arguments. ImageNet's half of the report does not change with our weights. */
const STEPS: readonly (readonly [script: string, ...args: string[]])[] = [
  ["train:export", "--data", data],
  ["measure:quantization", "--data", data],
  ["train:covered", "--data", data],
  ["experiments", "--data", data, "--out", REPORT, "--backbones", "ours", "--keep", REPORT],
  ["ship:heads", "--data", data],
  ["train:readings"],
  ["train:features", "--data", data],
  ["measure:accuracy", "--data", data],
  ["measure:robustness", "--data", data],
  ["measure:baseline", "--data", data],
  ["bench:detection", "--data", data],
  ["bench:calm", "--clips", clips],
  ["bench:not-people", "--data", data],
  ["bench:quality", "--data", data],
  ["bench:heads"],
  ["figures"],
];

const first = STEPS.findIndex(([script]) => script === (from ?? STEPS[0][0]));
if (first < 0) throw new Error(`--from: got ${from}, expected one of ${STEPS.map(([script]) => script).join(", ")}`);
for (const [script, ...args] of STEPS.slice(first)) {
  const startMs = performance.now();
  console.log(`\n== ${script}`);
  const { status } = spawnSync("npm", ["run", "--silent", script, "--", ...args], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) {
    console.error(`${script} failed; go on with --from ${script}`);
    process.exit(status ?? 1);
  }
  console.log(`== ${script}: ${((performance.now() - startMs) / 60_000).toFixed(1)} minutes`);
}
