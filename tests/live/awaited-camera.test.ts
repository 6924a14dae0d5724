/** What an unattended page says while its camera is missing and tried again by itself, with a browser that has none. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveSession } from "../../components/live/live-session";
import { canStop, isCameraAsked } from "../../components/live/live-state";
import { statusText } from "../../components/live/status-text";
import { FakeScreen } from "../helpers/fake-screen";

/** Tries come after 10, 10, 30, then every 60 seconds. */
const FIRST_TRY_MS = 10_000;
const FOUR_TRIES_MS = 115_000;
/** Of the browser, that there is none. */
const ANSWER_MS = 100;

/** How often the camera was asked for. */
let requests: number;
let session: LiveSession;
beforeEach(() => {
  vi.useFakeTimers();
  requests = 0;
  const getUserMedia = async () => {
    requests++;
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    throw new DOMException("There is no camera", "NotFoundError");
  };
  vi.stubGlobal("document", Object.assign(new FakeScreen(), { documentElement: {} }));
  vi.stubGlobal("window", Object.assign(new EventTarget(), { isSecureContext: true }));
  vi.stubGlobal("navigator", { mediaDevices: Object.assign(new EventTarget(), { getUserMedia }) });
  vi.stubGlobal("getComputedStyle", () => ({ fontSize: "16px" }));
  session = new LiveSession("https://example.test/", {}, null, true);
  session.setStage({
    video: {} as HTMLVideoElement,
    canvas: { getContext: () => null } as unknown as HTMLCanvasElement,
  });
});
afterEach(() => {
  session.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What the page shows of it. */
function shown() {
  const state = session.getState();
  const failure = state.camera.kind === "failed" ? state.camera.failure : state.retriedAfter;
  return { status: statusText(state), isAsked: isCameraAsked(state), failure, comesBack: state.cameraComesBack };
}

it("is waited for in the same words at each try and between them, and can be asked for all the while", async () => {
  expect(shown()).toEqual({ status: "Waiting for the camera", isAsked: true, failure: null, comesBack: false });
  await vi.advanceTimersByTimeAsync(ANSWER_MS);
  const words: unknown[] = [shown()];
  // As React draws it, after all that changes at once.
  session.subscribe(() => queueMicrotask(() => words.push(shown())));
  await vi.advanceTimersByTimeAsync(FOUR_TRIES_MS);
  expect(requests).toBe(5);
  expect(words.length).toBeGreaterThan(8);
  const same = { status: "Waiting for the camera", isAsked: false, failure: "none", comesBack: true };
  expect(words).toEqual(words.map(() => same));
});

it.each([
  ["when it is asked for", 0],
  ["between two tries", ANSWER_MS],
  ["during a try", ANSWER_MS + FIRST_TRY_MS],
])("is given up by Stop %s, and stays so without a word", async (_, afterMs) => {
  await vi.advanceTimersByTimeAsync(afterMs);
  expect(canStop(session.getState())).toBe(true);
  const before = requests;
  // A visitor's press: it lasts until nobody has touched the page for two minutes (live-session.test.ts).
  window.dispatchEvent(new Event("pointerdown"));
  session.stop();
  const stopped = { status: "Loading", isAsked: false, failure: null, comesBack: false };
  expect(shown()).toEqual(stopped);
  expect(canStop(session.getState())).toBe(false);
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  await vi.advanceTimersByTimeAsync(FOUR_TRIES_MS);
  expect(shown()).toEqual(stopped);
  expect(requests).toBe(before);
});
