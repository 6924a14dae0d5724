/**
 * Asks the browser for the camera, which may ask the person, and keeps what a page must know before it asks by itself. Page.
 * It belongs to the document, not to one camera: a question stays open when the live page is left for another page of the site.
 */
import { failureOf, type CameraFailure } from "./camera-state";

/** Guessed: drivers take up to 5 s. */
const HANGS_AFTER_MS = 30_000;

/** The last answer was no. */
let isRefused = false;
/** Until the last request was answered, and those before it. */
let allAnswered: Promise<void> = Promise.resolve();

/** Throws as getUserMedia does. */
export function askForStream(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const request = navigator.mediaDevices.getUserMedia(constraints);
  const answered = request.then(
    () => void (isRefused = false),
    (error) => void (isRefused ||= failureOf(error instanceof Error ? error.name : "") === "denied"),
  );
  allAnswered = Promise.all([allAnswered, answered]).then(() => {});
  return request;
}

/** Waits until no question is open. False: it was answered by no, and nobody has allowed the camera since. */
export async function mayAskByItself(): Promise<boolean> {
  await allAnswered;
  return !isRefused || (await cameraPermission())?.state === "granted";
}

/** "slow" once a driver has not answered for so long. Never where a person may be asked, who takes any time. */
export async function whenItHangs(): Promise<CameraFailure> {
  if ((await cameraPermission())?.state !== "granted") return new Promise(() => {});
  return new Promise((resolve) => setTimeout(() => resolve("slow"), HANGS_AFTER_MS));
}

/** What this page is allowed by the browser; null where it does not tell. */
export async function cameraPermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: "camera" });
  } catch {
    return null;
  }
}
