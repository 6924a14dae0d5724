/** The status line, which screen readers read out at each change: what the page does, in a few words. Pure. */
import { engineFailure, type LiveState } from "./live-state";

export function statusText(state: LiveState): string {
  const { engine, source, camera, cameraSilent, paused } = state;
  if (engineFailure(engine)) return "Not running";
  if (engine.kind === "recovering") return "Recovering";
  // The same between the tries: each change is read out.
  if (camera.kind === "asking" || state.cameraComesBack) return "Waiting for the camera";
  if (engine.kind !== "ready") return source.kind === "none" ? "Loading" : "Loading; labels appear when it is done";
  if (source.kind === "none") return "Ready";
  if (paused) return "Paused: this tab is hidden";
  if (cameraSilent) return "The camera gives no picture";
  if (source.kind === "camera") return "Live";
  return source.kind === "video" ? `Reading ${source.name}` : source.name;
}
