/** What a tab remembers of a backend on which it ended, in a storage as a tab has it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepAvoided, rememberInUse, takeAvoided, takeCrashed } from "../../components/live/backend-memory";
import { FORGIVEN_MS } from "../../lib/worker/protocol";

beforeEach(() => {
  const words = new Map<string, string>();
  vi.useFakeTimers();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => words.get(key) ?? null,
    setItem: (key: string, word: string) => void words.set(key, word),
    removeItem: (key: string) => void words.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a tab that ended while WebGPU was in use knows it once", () => {
  rememberInUse("webgpu");
  expect(takeCrashed()).toEqual({ backend: "webgpu", times: 1 });
  expect(takeCrashed()).toBeNull();
});

it.each([
  ["WebAssembly, which cannot end a tab", "wasm"],
  ["none any more", null],
] as const)("%s: nothing is known", (_, now) => {
  rememberInUse("webgl");
  rememberInUse(now);
  expect(takeCrashed()).toBeNull();
});

it("crashes in a row are counted for each backend, and forgiven after ten minutes of work", () => {
  const crash = (backend: "webgpu" | "webgl", workedMs: number): number | undefined => {
    rememberInUse(backend);
    vi.advanceTimersByTime(workedMs / 2);
    // The tab was shown again: it works on.
    rememberInUse(backend);
    vi.advanceTimersByTime(workedMs / 2);
    return takeCrashed()?.times;
  };
  expect([crash("webgpu", 1000), crash("webgpu", 1000), crash("webgpu", FORGIVEN_MS - 2)]).toEqual([1, 2, 3]);
  expect(crash("webgl", 1000)).toBe(1);
  expect([crash("webgpu", FORGIVEN_MS), crash("webgpu", 1000)]).toEqual([1, 2]);
});

it("what a page avoided is known once to the page that it loads in its place", () => {
  const hung = { backend: "wasm", reason: "it hung" } as const;
  expect(takeAvoided()).toEqual([]);
  keepAvoided([hung, hung]);
  expect(takeAvoided()).toEqual([hung, hung]);
  expect(takeAvoided()).toEqual([]);
});

it.each(["{", "{}", "null", '[null, {"backend":"metal","reason":"it hung"}, {"backend":"wasm"}]'])(
  "of what another version of the page kept, only what is understood counts: %s",
  (words) => {
    sessionStorage.setItem("mien-backends-avoided", words);
    expect(takeAvoided()).toEqual([]);
  },
);

it("a storage that is forbidden remembers nothing and stops nothing", () => {
  vi.stubGlobal("sessionStorage", {
    getItem: () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
  expect(() => rememberInUse("webgl")).not.toThrow();
  expect(() => keepAvoided([])).not.toThrow();
  expect(takeAvoided()).toEqual([]);
  expect(takeCrashed()).toBeNull();
});
