/** An unattended page's screen stays on, with a camera and without: it would be hidden with it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveCamera } from "../../components/live/live-camera";
import { FakeScreen } from "../helpers/fake-screen";

const HAVE_CURRENT_DATA = 2;
/** Before the first try to open it again. */
const PAUSE_MS = 10_000;

let screen: FakeScreen;
/** Of the camera that is plugged in; null where there is none. */
let track: (EventTarget & { stop(): void }) | null;
beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  track = null;
  const getUserMedia = async () => {
    if (!track) throw new DOMException("There is no camera", "NotFoundError");
    const tracks = [track];
    return { getTracks: () => tracks, getVideoTracks: () => tracks };
  };
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia });
  vi.stubGlobal("document", screen);
  vi.stubGlobal("navigator", { wakeLock: screen.wakeLock, mediaDevices });
  vi.stubGlobal("window", { isSecureContext: true });
  vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const plugIn = (): void => void (track = Object.assign(new EventTarget(), { stop: () => {} }));

/** The driver says so, and there is none any more. */
function unplug(): void {
  const ended = track;
  track = null;
  ended?.dispatchEvent(new Event("ended"));
}

async function startCamera(unattended: boolean) {
  const told: string[] = [];
  const video = { readyState: HAVE_CURRENT_DATA, play: async () => {} } as HTMLVideoElement;
  const camera = new LiveCamera(
    {
      onAsk: () => video,
      onLive: () => told.push("live"),
      onSilent: () => {},
      onLost: (failure, comesBack) => told.push(comesBack ? `${failure}, comes back` : failure),
    },
    unattended,
  );
  void camera.start();
  await vi.advanceTimersByTimeAsync(0);
  return { camera, told };
}

it("an unattended page that starts without a camera keeps the screen on until one is there, and then", async () => {
  const { camera, told } = await startCamera(true);
  expect({ told, locks: screen.locks.size }).toEqual({ told: ["none, comes back"], locks: 1 });
  plugIn();
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(told.at(-1)).toBe("live");
  unplug();
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(told.slice(2)).toEqual(["unplugged, comes back", "none, comes back"]);
  // The same lock all the time: none is let go and asked for anew in between.
  expect({ asked: screen.asked, locks: screen.locks.size }).toEqual({ asked: 1, locks: 1 });
  camera.end();
  expect(screen.locks.size, "a visitor stopped it").toBe(1);
  camera.dispose();
  expect(screen.locks.size).toBe(0);
});

it("where somebody is there, the screen stays on with the camera only", async () => {
  plugIn();
  const { camera, told } = await startCamera(false);
  expect(screen.locks.size).toBe(1);
  unplug();
  expect({ told, locks: screen.locks.size }).toEqual({ told: ["live", "unplugged, comes back"], locks: 0 });
  camera.dispose();
});
