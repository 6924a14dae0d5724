/**
 * The camera's life as a pure state machine: what may follow what, and a sentence for each way it can fail. Page.
 * No browser calls in here, so every path is tested without a camera.
 */

export const CAMERA_FAILURES = [
  "denied",
  "none",
  "busy",
  "unplugged",
  "slow",
  "insecure",
  "unsupported",
  "unknown",
] as const;
export type CameraFailure = (typeof CAMERA_FAILURES)[number];

export type CameraState =
  | { readonly kind: "idle" }
  | { readonly kind: "asking" }
  | { readonly kind: "live" }
  | { readonly kind: "failed"; readonly failure: CameraFailure };

export type CameraEvent =
  | { readonly type: "ask" }
  | { readonly type: "granted" }
  | { readonly type: "failed"; readonly failure: CameraFailure }
  | { readonly type: "stop" };

export const CAMERA_IDLE: CameraState = { kind: "idle" };

/** An event that does not fit the state changes nothing: a camera granted after Stop must not come alive. */
export function nextCameraState(state: CameraState, event: CameraEvent): CameraState {
  switch (event.type) {
    case "ask":
      return state.kind === "idle" || state.kind === "failed" ? { kind: "asking" } : state;
    case "granted":
      return state.kind === "asking" ? { kind: "live" } : state;
    case "failed":
      return state.kind === "asking" || state.kind === "live" ? { kind: "failed", failure: event.failure } : state;
    case "stop":
      return CAMERA_IDLE;
    default:
      return event satisfies never;
  }
}

/** DOMException names of getUserMedia (Media Capture and Streams, section 10.2) -> failure. */
export function failureOf(errorName: string): CameraFailure {
  switch (errorName) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "TimeoutError":
      return "slow";
    default:
      return "unknown";
  }
}

/** What happened, and a way on. */
export const FAILURE_SENTENCES: Readonly<Record<CameraFailure, string>> = {
  denied:
    "The camera was not allowed. Allow it for this page next to the address (camera symbol), then try again, or choose a picture.",
  none: "No camera was found. Connect one and try again, or choose a picture or a video instead.",
  busy: "The camera is in use by another program. Close that program and try again, or choose a picture.",
  unplugged: "The camera was unplugged or switched off. Connect it again and try again.",
  slow: "The camera gives no picture. Try again, connect it to another port, or choose a picture instead.",
  insecure:
    "Browsers give the camera to secure pages only. Open this page over https or on localhost, or choose a picture instead.",
  unsupported:
    "This browser gives pages no camera, as browsers inside other apps do. Open this page in Safari, Chrome, Edge or Firefox, or choose a picture instead.",
  unknown: "The camera could not be started. Try again, or choose a picture instead.",
};
