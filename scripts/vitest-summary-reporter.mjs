/**
 * Vitest reporter that writes counts, and each skipped test with its reason, as JSON to the file that
 * MIEN_TEST_SUMMARY names, so that scripts/test.mjs can add up several runs. A test file that cannot be loaded and an
 * error outside of any test each count as one failure: neither may pass as "no tests".
 */
import { writeFileSync } from "node:fs";

/** Skips that give no reason are failures, since nobody could tell them from forgotten ones. */
const NO_REASON = "skipped without a reason (use context.skip(reason))";

export default class SummaryReporter {
  onTestRunEnd(testModules, unhandledErrors, reason) {
    const summary = { passed: 0, failed: [], skipped: [] };
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests()) {
        const name = `${testModule.relativeModuleId}: ${test.fullName}`;
        const result = test.result();
        if (result.state === "passed") summary.passed++;
        else if (result.state === "skipped" && result.note) summary.skipped.push({ name, reason: result.note });
        // Left out by a name filter (`-t`): neither run nor skipped.
        else if (result.state === "skipped" && test.project.globalConfig.testNamePattern) continue;
        else summary.failed.push(result.state === "failed" ? name : `${name}: ${NO_REASON}`);
      }
      for (const error of testModule.errors()) summary.failed.push(`${testModule.relativeModuleId}: ${error.message}`);
    }
    for (const error of unhandledErrors) summary.failed.push(`outside of any test: ${error.message}`);
    if (reason === "interrupted") summary.failed.push("the run was interrupted");
    const file = process.env.MIEN_TEST_SUMMARY;
    if (file) writeFileSync(file, JSON.stringify(summary));
  }
}
