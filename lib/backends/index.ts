/** The backends, one line each. Their order of preference: BACKENDS of lib/types.ts. */
import type { BackendName } from "../types";
import type { BackendKind } from "./backend";
import { wasmBackend } from "./wasm";
import { webglBackend } from "./webgl";
import { webgpuBackend } from "./webgpu";

export const BACKEND_KINDS: Readonly<Record<BackendName, BackendKind>> = {
  webgpu: webgpuBackend,
  webgl: webglBackend,
  wasm: wasmBackend,
};
