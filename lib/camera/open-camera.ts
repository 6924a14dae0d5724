/**
 * Opens the webcam on a <video> element. Page. A refusal is a value, not an exception; `signal` closes the camera for good,
 * at any moment. Attributes are set before the stream, or iOS shows black (FIELD.md, B.21).
 */
import { askForStream } from "./camera-question";
import { failureOf, type CameraFailure } from "./camera-state";

/** A camera that gives no first picture in this time is too slow to wait for. Guessed: drivers take up to 5 s. */
const FIRST_PICTURE_LIMIT_MS = 10_000;

export interface CameraRequest {
  /** When aborted the tracks stop: the camera's light goes out. May come before the permission. */
  readonly signal: AbortSignal;
  /** Called once when the camera ends by itself (unplugged, taken away), never after `signal`. */
  onLost(failure: CameraFailure): void;
}

/** Null once it gives pictures, and where `signal` came first. */
export async function openCamera(
  video: HTMLVideoElement,
  { signal, onLost }: CameraRequest,
): Promise<CameraFailure | null> {
  if (!window.isSecureContext) return "insecure";
  if (!navigator.mediaDevices?.getUserMedia) return "unsupported";
  let stream: MediaStream;
  try {
    stream = await askForStream({
      audio: false,
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: "user", frameRate: { ideal: 30 } },
    });
  } catch (error) {
    return failureOf(error instanceof Error ? error.name : "");
  }
  let closed = false;
  const close = (): void => {
    closed = true;
    for (const track of stream.getTracks()) track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  if (signal.aborted) {
    close();
    return null;
  }
  signal.addEventListener("abort", close, { once: true });
  for (const track of stream.getVideoTracks()) {
    track.addEventListener("ended", () => {
      if (closed) return;
      close();
      onLost("unplugged");
    });
  }
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  if ((await firstPicture(video)) || signal.aborted) return null;
  close();
  return "slow";
}

/** Plays and waits for the first picture; false when none came in time. */
async function firstPicture(video: HTMLVideoElement): Promise<boolean> {
  const limit = new Promise<false>((resolve) => setTimeout(() => resolve(false), FIRST_PICTURE_LIMIT_MS));
  const picture = new Promise<true>((resolve) => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) resolve(true);
    else video.addEventListener("loadeddata", () => resolve(true), { once: true });
  });
  const playing = video.play().then(
    () => picture,
    () => picture,
  );
  return Promise.race([playing, limit]);
}
