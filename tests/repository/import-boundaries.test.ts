/** The lint rule that keeps imports one-way, on small made-up files: each case is named after the rule it shows. */
import { Linter } from "eslint";
import { describe, expect, test } from "vitest";
import { importBoundaries } from "../../scripts/eslint-import-boundaries.mjs";

const linter = new Linter({ cwd: "/repository" });
const config = [
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { mien: { rules: { boundaries: importBoundaries } } },
    rules: { "mien/boundaries": "error" as const },
  },
];
const messages = (file: string, code: string): string[] =>
  linter.verify(code, config, { filename: `/repository/${file}` }).map((message) => message.message);

describe("allowed", () => {
  test.each([
    ["app/page.tsx", 'import "../components/live/live-view";'],
    ["components/live/live-view.tsx", 'import "../../lib/worker/pipeline-client";'],
    ["components/live/live-view.tsx", 'import "@/lib/camera/open-camera";'],
    ["lib/worker/pipeline.worker.ts", 'import "../pipeline/run-frame";'],
    ["components/lab/tables.tsx", 'import "../../lib/evidence/report-schema";'],
    ["training/experiments/build-report.ts", 'import "../../lib/evidence/report-schema";'],
    ["bench/calm.ts", 'import "../training/data-folder"; import "../tests/helpers/browser";'],
    ["bench/peers.ts", 'import "../scripts/dependencies.mjs";'],
    ["tests/bench/calm.test.ts", 'import "../../bench/calm/count-calm";'],
    ["lib/pipeline/run-frame.ts", 'import "../detect/create-face-detector";'],
    ["lib/detect/create-face-detector.ts", 'import "@tensorflow/tfjs-core"; import "./shrink-picture";'],
  ])("%s: %s", (file, code) => expect(messages(file, code)).toEqual([]));
});

describe("refused", () => {
  test.each([
    ["app/page.tsx", 'import "../lib/detect/create-face-detector";', "app may not import lib/detect"],
    ["app/page.tsx", 'import "@tensorflow/tfjs-core";', "page's thread"],
    [
      "components/live/live-view.tsx",
      'await import("../../lib/pipeline/run-frame");',
      "components may not import lib/pipeline",
    ],
    ["components/live/live-view.tsx", 'import "../../app/page";', "components may not import app/page"],
    [
      "components/live/live-view.tsx",
      'import "../../lib/worker/pipeline.worker";',
      "components may not import lib/worker/pipeline.worker",
    ],
    ["lib/worker/pipeline-client.ts", 'export * from "@tensorflow-models/face-detection";', "page's thread"],
    ["lib/detect/create-face-detector.ts", 'import "../align/align-face";', "lib/detect may not import lib/align"],
    ["lib/gpu/device.ts", 'import "../backbone/run-backbone";', "lib/gpu may not import lib/backbone"],
    ["lib/heads/load-head.ts", 'import "../pipeline/config";', "lib/heads may not import lib/pipeline"],
    ["lib/evidence/paper.ts", 'import "@tensorflow/tfjs-core";', "page's thread"],
    ["lib/evidence/paper.ts", 'import "../heads/classifiers";', "lib/evidence may not import lib/heads"],
    ["lib/evidence/paper.ts", 'import "../../bench/calm/report";', "lib/evidence may not import bench/calm/report"],
    ["training/covered-report.ts", 'import "../bench/add-noise";', "training may not import bench/add-noise"],
    ["bench/calm.ts", 'import "../tests/helpers/parity";', "bench may not import tests/helpers/parity"],
    ["bench/calm.ts", 'import "../scripts/calm-table";', "bench may not import scripts/calm-table"],
    ["bench/calm.ts", 'import "../lib/worker/pipeline-client";', "bench may not import lib/worker/pipeline-client"],
    ["lib/newcomer/file.ts", 'import "../types";', "has no place"],
    ["newcomer/file.ts", 'import "../lib/types";', "has no place"],
    ["lib/detect/create-face-detector.ts", 'import "../../newcomer/file";', "lib/detect may not import newcomer/file"],
  ])("%s: %s", (file, code, part) => expect(messages(file, code).join("\n")).toContain(part));
});
