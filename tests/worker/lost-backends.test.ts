/** Which backend is left alone after a loss, for how long, and when it is tried again. */
import { describe, expect, it } from "vitest";
import { createLostBackends, triedInOrder } from "../../lib/worker/lost-backends";

const MINUTE_MS = 60_000;
const REST_MS = 10 * MINUTE_MS;

describe("lost backends", () => {
  it("are used again after one loss", () => {
    const lost = createLostBackends();
    lost.lose("webgpu", "crashed", 0, 1000);
    lost.started("webgpu", "auto", 2000);
    expect(lost.resting(2000)).toEqual([]);
    expect(lost.nextTryMs("webgpu", "auto")).toBeNull();
  });

  it("rest after two losses, for twice as long each time, a day at most", () => {
    const lost = createLostBackends();
    let nowMs = 0;
    const rests: number[] = [];
    for (let time = 0; time < 12; time++) {
      for (let loss = 0; loss < 2; loss++) lost.lose("webgpu", "crashed", 0, nowMs);
      expect(lost.resting(nowMs)).toEqual([{ backend: "webgpu", reason: "lost twice: crashed" }]);
      lost.started("webgl", "auto", nowMs);
      const untilMs = lost.nextTryMs("webgl", "auto")!;
      rests.push(untilMs - nowMs);
      expect(lost.resting(untilMs - 1)).toHaveLength(1);
      expect(lost.resting(untilMs)).toEqual([]);
      nowMs = untilMs;
    }
    expect(rests.slice(0, 3)).toEqual([REST_MS, 2 * REST_MS, 4 * REST_MS]);
    expect(rests.at(-1)).toBe(24 * 60 * MINUTE_MS);
  });

  it("are forgiven all before after they worked for ten minutes", () => {
    const lost = createLostBackends();
    for (let day = 0; day < 5; day++) lost.lose("webgpu", "suspended", 10 * MINUTE_MS, day);
    expect(lost.resting(5)).toEqual([]);
    // A week with two losses in a row, three times: the rest does not grow from week to week.
    for (let week = 1; week < 4; week++) {
      const nowMs = week * 7 * 24 * 60 * MINUTE_MS;
      lost.lose("webgpu", "crashed", 60 * MINUTE_MS, nowMs);
      lost.lose("webgpu", "crashed", 0, nowMs);
      expect(lost.nextTryMs("wasm", "auto")).toBe(nowMs + REST_MS);
    }
  });

  it("that do not come back rest, also when they are tried again", () => {
    const lost = createLostBackends();
    lost.lose("webgpu", "crashed", 0, 0);
    lost.started("wasm", "auto", 0);
    const reason = "it was lost and did not come back";
    expect(lost.resting(0)).toEqual([{ backend: "webgpu", reason }]);
    const nextMs = lost.nextTryMs("wasm", "auto")!;
    expect(nextMs).toBe(REST_MS);
    lost.started("wasm", "auto", nextMs);
    expect(lost.nextTryMs("wasm", "auto")).toBe(nextMs + 2 * REST_MS);
  });

  it("are not waited for where the one in use comes before them", () => {
    const lost = createLostBackends();
    for (let loss = 0; loss < 2; loss++) lost.lose("webgl", "crashed", 0, 0);
    expect(lost.nextTryMs("webgpu", "auto")).toBeNull();
    expect(lost.nextTryMs("wasm", "wasm")).toBeNull();
    expect(lost.nextTryMs("wasm", "auto")).toBe(REST_MS);
  });

  it("that are to be avoided rest from the start", () => {
    const lost = createLostBackends();
    lost.avoid({ backend: "webgl", reason: "it hung" }, 100);
    expect(lost.resting(100)).toEqual([{ backend: "webgl", reason: "it hung" }]);
    expect(lost.nextTryMs("wasm", "auto")).toBe(100 + REST_MS);
  });

  it("WebAssembly that is to be avoided does not rest, but is started in its simpler way until a person asks for it", () => {
    const lost = createLostBackends();
    for (const reason of ["it hung", "it hung again"]) lost.avoid({ backend: "wasm", reason }, 100);
    expect(lost.resting(100)).toEqual([]);
    expect(lost.simplified()).toEqual([{ backend: "wasm", reason: "it hung again" }]);
    lost.forgive("wasm");
    expect(lost.simplified()).toEqual([]);
  });

  it("rest no more when a person asks for them", () => {
    const lost = createLostBackends();
    for (let loss = 0; loss < 2; loss++) lost.lose("webgpu", "crashed", 0, 0);
    lost.forgive("webgpu");
    expect(lost.resting(0)).toEqual([]);
  });

  it("a person's choice is tried first, then the best", () => {
    expect(triedInOrder("auto")).toEqual(["webgpu", "webgl", "wasm"]);
    expect(triedInOrder("wasm")).toEqual(["wasm", "webgpu", "webgl"]);
  });
});
