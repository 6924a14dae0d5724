/** What a visitor leaves behind on an unattended page: the camera comes back once nobody touches it any more. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_MS } from "../../components/idle-watch";
import { LiveSession, type Stage } from "../../components/live/live-session";
import { FakePermission } from "../helpers/fake-permission";
import { FakeScreen } from "../helpers/fake-screen";

vi.mock("../../lib/overlay/draw-overlay", () => ({ drawOverlay: () => {} }));

const HAVE_CURRENT_DATA = 2;

let screen: FakeScreen;
let permission: FakePermission;
/** How often the camera was asked for. */
let asked: number;
let isRefused: boolean;
let session: LiveSession | null;
beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  permission = new FakePermission("prompt");
  asked = 0;
  isRefused = false;
  session = null;
  const getUserMedia = async () => {
    asked++;
    if (isRefused) throw new DOMException("no", "NotAllowedError");
    return { getTracks: () => [], getVideoTracks: () => [] };
  };
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia });
  vi.stubGlobal("document", Object.assign(screen, { documentElement: {} }));
  vi.stubGlobal("navigator", { wakeLock: screen.wakeLock, mediaDevices, permissions: permission.permissions });
  vi.stubGlobal("window", Object.assign(new EventTarget(), { isSecureContext: true }));
  vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA });
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal("getComputedStyle", () => ({ fontSize: "16px" }));
  vi.stubGlobal("requestAnimationFrame", () => 0);
  vi.stubGlobal("createImageBitmap", async () => ({ close: () => {} }));
});
afterEach(() => {
  session?.dispose();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openPage(unattended: boolean): Promise<LiveSession> {
  session = new LiveSession("https://example.test/", {}, null, unattended);
  const video = {
    readyState: HAVE_CURRENT_DATA,
    play: async () => {},
    requestVideoFrameCallback: () => 0,
    cancelVideoFrameCallback: () => {},
  } as unknown as HTMLVideoElement;
  session.setStage({ video, canvas: {} } as Stage);
  await vi.advanceTimersByTimeAsync(0);
  return session;
}

const touch = (): void => void window.dispatchEvent(new Event("pointerdown"));
const shown = ({ getState }: LiveSession) => ({ source: getState().source.kind, camera: getState().camera.kind });
const LIVE = { source: "camera", camera: "live" };

it.each([
  ["stopped it", async (page: LiveSession) => page.stop(), "none"],
  ["shows a picture", (page: LiveSession) => page.openFile(new Blob(["x"], { type: "image/png" }), "a.png"), "picture"],
])("the camera comes back after a visitor who %s, the screen on until then", async (_, visit, source) => {
  const page = await openPage(true);
  expect(shown(page)).toEqual(LIVE);
  touch();
  await visit(page);
  await vi.advanceTimersByTimeAsync(IDLE_MS / 2);
  touch();
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
  expect({ ...shown(page), locks: screen.locks.size }).toEqual({ source, camera: "idle", locks: 1 });
  await vi.advanceTimersByTimeAsync(1);
  expect({ ...shown(page), asked, lockRequests: screen.asked }).toEqual({ ...LIVE, asked: 2, lockRequests: 1 });
});

it("a camera that is live, or awaited, is left as it is", async () => {
  const page = await openPage(true);
  await vi.advanceTimersByTimeAsync(5 * IDLE_MS);
  expect({ ...shown(page), asked }).toEqual({ ...LIVE, asked: 1 });
});

it("a page that was not opened as unattended never starts a camera by itself", async () => {
  const page = await openPage(false);
  await vi.advanceTimersByTimeAsync(5 * IDLE_MS);
  expect({ ...shown(page), asked }).toEqual({ source: "none", camera: "idle", asked: 0 });
  await page.startCamera();
  page.stop();
  await vi.advanceTimersByTimeAsync(5 * IDLE_MS);
  expect({ ...shown(page), asked }).toEqual({ source: "none", camera: "idle", asked: 1 });
});

it("a camera that was refused is not asked for again, whatever a visitor shows meanwhile", async () => {
  isRefused = true;
  const page = await openPage(true);
  await vi.advanceTimersByTimeAsync(5 * IDLE_MS);
  expect({ ...shown(page), asked }).toEqual({ source: "none", camera: "failed", asked: 1 });
  await page.openFile(new Blob(["x"], { type: "image/png" }), "a.png");
  await vi.advanceTimersByTimeAsync(5 * IDLE_MS);
  expect({ ...shown(page), asked }).toEqual({ source: "none", camera: "failed", asked: 1 });
  // A person may ask, and is answered.
  isRefused = false;
  await page.startCamera();
  expect({ ...shown(page), asked }).toEqual({ ...LIVE, asked: 2 });
});
