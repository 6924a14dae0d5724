/** What every backend of tfjs looks like to us. Registry and order of preference: index.ts. */
import type { BackendName } from "../types";

export interface BackendEnvironment {
  /** navigator.gpu, or Dawn's in Node; undefined where there is none. */
  readonly gpu: GPU | undefined;
  /** Absolute folder or URL of tfjs' .wasm files, with a trailing slash. */
  readonly wasmFolder: string;
  /** A backend that a person asked for by name may run on a software adapter; an automatic choice never does. */
  readonly allowSoftware: boolean;
  /** Another start of a backend whose `canBeSimpler` is true, without what may have been at fault. */
  readonly simpler: boolean;
}

export interface ActiveBackend {
  readonly name: BackendName;
  /** Adapter or thread count, for people. */
  readonly detail: string;
  /** Batches the backbone should use on it, largest first; the last is 1. */
  readonly batchSizes: readonly number[];
  /** It may work when it is started in a simpler way: WebAssembly without threads. */
  readonly canBeSimpler: boolean;
  /** Resolves with the reason when the backend is lost; never rejects. */
  readonly lost: Promise<string>;
  dispose(): void;
}

export interface BackendKind {
  readonly name: BackendName;
  /** Makes it tfjs' current backend, or returns the reason why it cannot be. Throws for faults only. */
  start(environment: BackendEnvironment): Promise<ActiveBackend | { readonly reason: string }>;
}

export const isActive = (result: ActiveBackend | { readonly reason: string }): result is ActiveBackend =>
  "name" in result;
