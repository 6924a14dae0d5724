/**
 * Opens the webcam on a <video> element, and closes it for good. Page. A refusal is a value, not an exception.
 * Attributes are set before the stream, or iOS shows black (FIELD.md, B.21).
 */
import { failureOf, type CameraFailure } from "./camera-state";

/** A camera that gives no first picture in this time is too slow to wait for. Guessed: drivers take up to 5 s. */
const FIRST_PICTURE_LIMIT_MS = 10_000;

export interface OpenCamera {
  /** Stops the tracks: the camera's light goes out. */
  close(): void;
}

export interface CameraRequest {
  /** Asked when the permission comes, which may be long after. False: camera and <video> are left alone. */
  isWanted(): boolean;
  /** Called once when the camera ends by itself (unplugged, taken away), never after `close`. */
  onLost(failure: CameraFailure): void;
}

export async function openCamera(
  video: HTMLVideoElement,
  { isWanted, onLost }: CameraRequest,
): Promise<OpenCamera | { readonly failure: CameraFailure }> {
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return { failure: "insecure" };
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: "user", frameRate: { ideal: 30 } },
    });
  } catch (error) {
    return { failure: failureOf(error instanceof Error ? error.name : "") };
  }
  let closed = false;
  const close = (): void => {
    closed = true;
    for (const track of stream.getTracks()) track.stop();
    if (video.srcObject === stream) video.srcObject = null;
  };
  for (const track of stream.getVideoTracks()) {
    track.addEventListener("ended", () => {
      if (closed) return;
      close();
      onLost("unplugged");
    });
  }
  if (!isWanted()) {
    close();
    return { close };
  }
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  if (await firstPicture(video)) return { close };
  close();
  return { failure: "slow" };
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
