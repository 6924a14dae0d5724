/** tfjs on WebGL 2, on an OffscreenCanvas in the worker. Its context is watched, because tfjs only logs a loss. */
import { GPGPUContext, MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { PipelineError } from "../errors";
import { isSoftwareAdapter, softwareReason } from "../gpu/software-adapter";
import type { BackendKind } from "./backend";

const LOST = "WebGL context lost";

/** tfjs waits for ever for a fence whose context is lost: the fence fails then, which it takes for "not yet". */
class WatchedContext extends GPGPUContext {
  /** Throws PipelineError "device-lost". */
  override async pollFence(fence: Parameters<GPGPUContext["pollFence"]>[0]): Promise<void> {
    const isLost = (): boolean => this.gl.isContextLost();
    await super.pollFence({ ...fence, isFencePassed: () => isLost() || fence.isFencePassed() });
    if (isLost()) throw new PipelineError("device-lost", "backends", LOST);
  }
}

export const webglBackend: BackendKind = {
  name: "webgl",
  async start({ allowSoftware }) {
    if (typeof OffscreenCanvas === "undefined") return { reason: "this browser has no WebGL in a worker" };
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false });
    if (!context) return { reason: "WebGL 2 is not available" };
    const info = context.getExtension("WEBGL_debug_renderer_info");
    const renderer = context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER) as string;
    // Chromium 150 hands out SwiftShader even with failIfMajorPerformanceCaveat.
    const software = isSoftwareAdapter(renderer);
    if (software && !allowSoftware) return { reason: softwareReason("WebGL") };
    const lost = new Promise<string>((resolve) => {
      canvas.addEventListener("webglcontextlost", (event) => {
        event.preventDefault();
        resolve(LOST);
      });
    });
    // tfjs' own, on another context; it is gone once ours was disposed of, and removing it again would throw.
    if (tf.findBackendFactory("webgl")) tf.removeBackend("webgl");
    // tfjs types its context as WebGL 1; it is a WebGL 2 one wherever that exists.
    tf.registerBackend(
      "webgl",
      () => new MathBackendWebGL(new WatchedContext(context as unknown as WebGLRenderingContext)),
    );
    if (!(await tf.setBackend("webgl"))) return { reason: "tfjs could not start on WebGL" };
    return {
      name: "webgl",
      detail: renderer,
      batchSizes: software ? [1] : [4, 1],
      canBeSimpler: false,
      lost,
      dispose() {
        tf.removeBackend("webgl");
        context.getExtension("WEBGL_lose_context")?.loseContext();
      },
    };
  },
};
