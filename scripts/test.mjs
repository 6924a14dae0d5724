/**
 * `npm test`: everything that must hold, in one command, on a machine that has only Node. Installs what is missing, then
 * runs each step below, adds the results up and ends with one line "N passed, N failed" (", N skipped" with the reasons
 * above it). `npm test -- STEP [PATTERN ...]` runs one step, vitest patterns included: `npm test -- e2e camera`.
 * Plain Node without packages, since nothing is installed when it starts.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureDependencies } from "./dependencies.mjs";
import { findChromium } from "./find-chromium.mjs";
import { installChromium } from "./install-chromium.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const bin = (path) => join(ROOT, "node_modules", path);

/** In the order in which a mistake is cheapest to find. `tests`: counted one by one by vitest; others count as one. */
const STEPS = [
  { id: "format", title: "format", command: [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."] },
  { id: "types", title: "types of routes", command: [bin("next/dist/bin/next"), "typegen"] },
  { id: "types", title: "types of the page", command: [bin("typescript/bin/tsc"), "-p", "."] },
  { id: "types", title: "types of the worker", command: [bin("typescript/bin/tsc"), "-p", "lib/worker"] },
  { id: "lint", title: "lint", command: [bin("eslint/bin/eslint.js"), "--max-warnings", "0", "."] },
  { id: "unit", title: "unit, property and parity tests", tests: true, project: "unit" },
  { id: "build", title: "production build", command: [join(ROOT, "scripts/build.mjs")] },
  { id: "e2e", title: "end-to-end tests", tests: true, project: "e2e*" },
];

const [only, ...patterns] = process.argv.slice(2);
const steps = STEPS.filter((step) => !only || step.id === only);
if (steps.length === 0)
  stop(`Got "${only}", expected one of ${[...new Set(STEPS.map((step) => step.id))].join(", ")}.`);

await ensureDependencies();
if (steps.some((step) => step.tests) && !findChromium()) {
  const advice = installChromium();
  if (advice) console.log(advice);
}

const total = { passed: 0, failed: [], skipped: [] };
for (const step of steps) {
  console.log(`\n--- ${step.title}`);
  const startMs = Date.now();
  const result = step.tests ? runTests(step) : runCheck(step);
  total.passed += result.passed;
  total.failed.push(...result.failed);
  total.skipped.push(...result.skipped);
  const seconds = ((Date.now() - startMs) / 1000).toFixed(0);
  console.log(`${result.failed.length ? "FAILED" : "ok"}: ${step.title} (${seconds} s)`);
}

console.log("");
for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
for (const name of total.failed) console.log(`failed: ${name}`);
if (total.passed + total.failed.length === 0) console.log("No test ran, which counts as a failure.");
const counts = [`${total.passed} passed`, `${total.failed.length} failed`];
if (total.skipped.length > 0) counts.push(`${total.skipped.length} skipped`);
console.log(counts.join(", "));
process.exitCode = total.failed.length > 0 || total.passed === 0 ? 1 : 0;

function runCheck({ title, command }) {
  const ok = runNode(command);
  return { passed: ok ? 1 : 0, failed: ok ? [] : [title], skipped: [] };
}

/** Vitest writes its counts to a file; a run that leaves none (or exits badly without naming a failure) has failed. */
function runTests({ title, project }) {
  const folder = mkdtempSync(join(tmpdir(), "mien-test-"));
  const summaryFile = join(folder, "summary.json");
  const reporter = pathToFileURL(join(ROOT, "scripts/vitest-summary-reporter.mjs")).href;
  try {
    const vitest = [
      bin("vitest/vitest.mjs"),
      "run",
      "--project",
      project,
      "--reporter",
      "default",
      "--reporter",
      reporter,
    ];
    const ok = runNode([...vitest, ...patterns], { MIEN_TEST_SUMMARY: summaryFile });
    const summary = JSON.parse(readFileSync(summaryFile, "utf8"));
    if (!ok && summary.failed.length === 0) summary.failed.push(`${title}: vitest ended with an error`);
    return summary;
  } catch {
    return { passed: 0, failed: [`${title}: vitest ended without a summary`], skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(args, env = {}) {
  const result = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
  if (result.error) console.error(result.error.message);
  return result.status === 0;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
