/**
 * The pipeline on a backend that works: tries backends in order and holds each against the self-test. What follows when
 * one is lost: pipeline.worker.ts. Thread: worker. It knows no messages.
 */
import { BACKEND_KINDS } from "../backends";
import { isActive, type ActiveBackend, type BackendEnvironment } from "../backends/backend";
import { PipelineError } from "../errors";
import { createPipeline, type ModelFiles, type Pipeline } from "../pipeline/load-pipeline";
import type { BackendName, InputSide } from "../types";
import { triedInOrder } from "./lost-backends";
import type { BackendFallback, LoadStep } from "./protocol";

export interface Runtime {
  readonly pipeline: Pipeline;
  readonly backend: ActiveBackend;
  /** Why better backends are not in use. */
  readonly fallbacks: readonly BackendFallback[];
  dispose(): void;
}

export interface RuntimeOptions {
  readonly files: ModelFiles;
  readonly environment: Omit<BackendEnvironment, "allowSoftware" | "simpler">;
  readonly first: BackendName | "auto";
  /** Not tried, with the reason: backends that were lost (lost-backends.ts). */
  readonly excluded: readonly BackendFallback[];
  /** Started in their simpler way at once, with the reason: workers before this one hung on them. */
  readonly simplified: readonly BackendFallback[];
  readonly inputSide: InputSide;
  readonly onStep: (step: LoadStep, backend: BackendName) => void;
}

/** Throws PipelineError "backend-failed" with every backend's reason when none works. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { first, excluded, simplified } = options;
  const fallbacks: BackendFallback[] = [...excluded];
  for (const name of triedInOrder(first).filter(
    (candidate) => !excluded.some(({ backend }) => backend === candidate),
  )) {
    const hung = simplified.find(({ backend }) => backend === name);
    if (hung) fallbacks.push(hung);
    for (const simpler of hung ? [true] : [false, true]) {
      const started = await startOne(name, simpler, options);
      if ("pipeline" in started) return { ...started, fallbacks };
      fallbacks.push({ backend: name, reason: started.reason });
      if (!started.canBeSimpler) break;
    }
  }
  const reasons = fallbacks.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ");
  throw new PipelineError("backend-failed", "backends", `no backend works here (${reasons})`);
}

interface NotStarted {
  readonly reason: string;
  readonly canBeSimpler: boolean;
}

/** Throws PipelineError "bad-model" for a file that does not fit, which is wrong on every backend. */
async function startOne(
  name: BackendName,
  simpler: boolean,
  { files, environment, first, inputSide, onStep }: RuntimeOptions,
): Promise<Omit<Runtime, "fallbacks"> | NotStarted> {
  onStep("backend", name);
  let backend: ActiveBackend | null = null;
  let pipeline: Pipeline | null = null;
  try {
    const result = await BACKEND_KINDS[name].start({ ...environment, allowSoftware: name === first, simpler });
    if (!isActive(result)) return { reason: result.reason, canBeSimpler: false };
    backend = result;
    pipeline = await createPipeline(files, backend.batchSizes);
    onStep("self-test", name);
    await pipeline.selfTest(inputSide);
    const made = { pipeline, backend };
    return {
      ...made,
      dispose() {
        made.pipeline.dispose();
        made.backend.dispose();
      },
    };
  } catch (error) {
    if (error instanceof PipelineError && error.code === "bad-model") throw error;
    // Anything else is this backend's fault, and it is named.
    disposeQuietly(pipeline, backend);
    const reason = error instanceof Error ? error.message : String(error);
    return { reason, canBeSimpler: backend?.canBeSimpler ?? false };
  }
}

/** A backend that just failed may also fail to clean up; its reason is already known. */
export function disposeQuietly(...things: ({ dispose(): void } | null)[]): void {
  for (const thing of things) {
    try {
      thing?.dispose();
    } catch {
      // Nothing more to say than the failure that led here.
    }
  }
}
