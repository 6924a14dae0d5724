/** Every way in which fetching the report can end is a value that says what was got and what was expected. */
import { describe, expect, it } from "vitest";
import { ACCURACY, EXPERIMENT, loadReport, ROBUSTNESS } from "../../components/lab/load-report";
import { exampleAccuracy } from "../accuracy/example-accuracy";
import { exampleRobustness } from "../bench/example-robustness";
import { exampleReport } from "../experiments/example-answers";

const report = exampleReport();
const { signal } = new AbortController();
const answer = (body: string, status = 200) =>
  loadReport(EXPERIMENT, "", signal, async () => new Response(body, { status }));

describe("loadReport", () => {
  it("reads a report, from below the base path", async () => {
    const asked: string[] = [];
    const state = await loadReport(EXPERIMENT, "/mien", signal, async (input) => {
      asked.push(String(input));
      return new Response(JSON.stringify(report));
    });
    expect(state).toEqual({ kind: "present", report: JSON.parse(JSON.stringify(report)) });
    expect(asked).toEqual(["/mien/models/report.json"]);
  });

  it("reads the other report from its own place", async () => {
    const accuracy = exampleAccuracy();
    const state = await loadReport(ACCURACY, "", signal, async (input) => {
      expect(input).toBe("/models/accuracy.json");
      return new Response(JSON.stringify(accuracy));
    });
    expect(state).toEqual({ kind: "present", report: accuracy });
  });

  it("reads the robustness report by its own schema", async () => {
    const robustness = exampleRobustness();
    const load = (json: unknown) => loadReport(ROBUSTNESS, "", signal, async () => new Response(JSON.stringify(json)));
    expect(await load(robustness)).toEqual({ kind: "present", report: robustness });
    expect(await load(report)).toMatchObject({
      kind: "broken",
      reason: expect.stringMatching(/^models\/robustness\.json does not fit its schema: set: .*, and 6 more/),
    });
  });

  it("404 means that there is none yet", async () => {
    expect(await answer("not found", 404)).toEqual({ kind: "absent" });
  });

  it.each([
    ["another status", () => answer("", 500), /got HTTP status 500, expected 200/],
    ["no JSON", () => answer("<html>"), /got text that is no JSON \(.+\), expected a report/],
    ["another version", () => answer(JSON.stringify({ ...report, version: 2 })), /version: .*expected 1/],
    [
      "no answer",
      () => loadReport(EXPERIMENT, "", signal, () => Promise.reject(new TypeError("Failed to fetch"))),
      /got no answer \(Failed to fetch\), expected the file/,
    ],
  ])("%s is broken, with the reason", async (_, load, reason) => {
    const state = await load();
    expect(state).toMatchObject({ kind: "broken", reason: expect.stringMatching(reason) });
    expect(state).toMatchObject({ reason: expect.stringContaining("models/report.json") });
  });
});
