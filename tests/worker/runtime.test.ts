/** In which order and way backends are started, with backends and a pipeline that only note it. */
import { beforeEach, expect, it, vi } from "vitest";
import type { BackendEnvironment } from "../../lib/backends/backend";
import type { BackendName } from "../../lib/types";
import type { BackendFallback } from "../../lib/worker/protocol";
import { startRuntime, type Runtime } from "../../lib/worker/runtime";

/** Each start, such as "wasm simpler". */
const starts: string[] = [];
/** Those that throw. */
const broken = new Set<string>();

vi.mock("../../lib/backends", () => {
  const kindOf = (name: BackendName, canBeSimpler: boolean) => ({
    name,
    async start({ simpler }: BackendEnvironment) {
      if (name === "webgpu") return { reason: "there is none" };
      const way = simpler ? `${name} simpler` : name;
      starts.push(way);
      return { name, detail: way, batchSizes: [1], canBeSimpler: canBeSimpler && !simpler, dispose: () => {} };
    },
  });
  return {
    BACKEND_KINDS: { webgpu: kindOf("webgpu", false), webgl: kindOf("webgl", false), wasm: kindOf("wasm", true) },
  };
});
vi.mock("../../lib/pipeline/load-pipeline", () => ({
  createPipeline: async () => ({
    async selfTest() {
      if (broken.has(starts.at(-1)!)) throw new Error(`${starts.at(-1)} computes nothing`);
    },
    dispose: () => {},
  }),
}));

beforeEach(() => {
  starts.length = 0;
  broken.clear();
  broken.add("webgl");
});

const HUNG: BackendFallback = { backend: "wasm", reason: "it hung" };

function start(excluded: readonly BackendFallback[], simplified: readonly BackendFallback[]): Promise<Runtime> {
  return startRuntime({
    files: { manifest: {} as never, bytes: new Map() },
    environment: { gpu: undefined, wasmFolder: "" },
    first: "auto",
    excluded,
    simplified,
    inputSide: 128,
    onStep: () => {},
  });
}

it("a backend that may be simpler is tried so once it threw", async () => {
  broken.add("wasm");
  const { backend, fallbacks } = await start([], []);
  expect(starts).toEqual(["webgl", "wasm", "wasm simpler"]);
  expect(backend.detail).toBe("wasm simpler");
  expect(fallbacks.map(({ backend }) => backend)).toEqual(["webgpu", "webgl", "wasm"]);
});

it("one that hung is started in its simpler way at once, and the reason is said", async () => {
  const { backend, fallbacks } = await start([], [HUNG]);
  expect(starts).toEqual(["webgl", "wasm simpler"]);
  expect(backend.detail).toBe("wasm simpler");
  expect(fallbacks.at(-1)).toEqual(HUNG);
});

it("one that is excluded is not started, also where it hung", async () => {
  await expect(start([{ backend: "wasm", reason: "lost twice" }], [HUNG])).rejects.toThrow("no backend works here");
  expect(starts).toEqual(["webgl"]);
});
