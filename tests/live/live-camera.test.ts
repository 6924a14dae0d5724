/** An unattended page's camera comes back, and its screen stays on, with a camera and without: it would be hidden with it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveCamera } from "../../components/live/live-camera";
import { FakePermission } from "../helpers/fake-permission";
import { FakeScreen } from "../helpers/fake-screen";

const HAVE_CURRENT_DATA = 2;
/** Before the first try to open it again. */
const PAUSE_MS = 10_000;
const HANGS_AFTER_MS = 30_000;

let screen: FakeScreen;
/** Of the camera that is plugged in; null where there is none. */
let track: (EventTarget & { stop(): void }) | null;
let permission: FakePermission;
/** By the site's setting, or by the operating system. */
let isDenied: boolean;
/** The driver answers when this is called; null: at once. */
let hanging: (() => void)[] | null;
/** How often the camera was asked for, and how many of its tracks were stopped. */
let asked: number;
let stopped: number;
beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  track = null;
  permission = new FakePermission("granted");
  isDenied = false;
  hanging = null;
  asked = stopped = 0;
  const getUserMedia = async () => {
    asked++;
    await (hanging && new Promise<void>((resolve) => hanging?.push(resolve)));
    if (isDenied) throw new DOMException("It is not allowed", "NotAllowedError");
    if (!track) throw new DOMException("There is no camera", "NotFoundError");
    const tracks = [track];
    return { getTracks: () => tracks, getVideoTracks: () => tracks };
  };
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia });
  vi.stubGlobal("document", screen);
  vi.stubGlobal("navigator", { wakeLock: screen.wakeLock, mediaDevices, permissions: permission.permissions });
  vi.stubGlobal("window", { isSecureContext: true });
  vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const plugIn = (): void => void (track = Object.assign(new EventTarget(), { stop: () => stopped++ }));

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

/** As somebody changes the site's setting. */
function allow(): void {
  isDenied = false;
  permission.change("granted");
}

it.each([
  ["the site's setting denies", "denied", true, ["denied"]],
  ["the operating system denies", "granted", true, ["denied, comes back"]],
  ["a browser denies that does not tell", "granted", false, ["denied"]],
] as const)("what %s is asked for by itself only if no person is asked with it", async (_, state, isTold, told) => {
  plugIn();
  Object.assign(permission, { state, isTold });
  isDenied = true;
  const page = await startCamera(true);
  expect(page.told).toEqual(told);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  const tries = told[0] === "denied" ? 1 : 2;
  expect({ told: page.told.length, asked }).toEqual({ told: tries, asked: tries });
  isDenied = false;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(page.told.at(-1)).toBe(tries === 1 ? "denied" : "live");
  page.camera.dispose();
});

it("an unattended page opens a camera as soon as it is allowed, and asks for none before", async () => {
  plugIn();
  permission.state = "denied";
  isDenied = true;
  const { camera, told } = await startCamera(true);
  permission.change("prompt");
  await vi.advanceTimersByTimeAsync(100 * PAUSE_MS);
  expect({ told, asked }).toEqual({ told: ["denied"], asked: 1 });
  allow();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["denied", "live"]);
  // Told again, as by another setting, it is open already.
  allow();
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toBe(2);
  camera.dispose();
});

it("waits until it is shown with a camera that was allowed while it was hidden", async () => {
  plugIn();
  permission.state = "denied";
  isDenied = true;
  const { camera, told } = await startCamera(true);
  screen.show(false);
  allow();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["denied"]);
  screen.show(true);
  camera.tabShown();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["denied", "live"]);
  camera.dispose();
});

it.each([
  ["where somebody is there", false, () => {}],
  ["once a visitor shows something else", true, (camera: LiveCamera) => camera.end()],
])("a camera that is allowed later is not opened %s", async (_, unattended, visit) => {
  plugIn();
  permission.state = "denied";
  isDenied = true;
  const { camera, told } = await startCamera(unattended);
  visit(camera);
  allow();
  await vi.advanceTimersByTimeAsync(100 * PAUSE_MS);
  expect({ told, asked }).toEqual({ told: ["denied"], asked: 1 });
  camera.dispose();
});

describe("a driver that does not answer", () => {
  it("is slow after half a minute, is asked no second time until it answers, and what it gives then is stopped", async () => {
    plugIn();
    hanging = [];
    const { camera, told } = await startCamera(true);
    await vi.advanceTimersByTimeAsync(HANGS_AFTER_MS - 1);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(["slow, comes back"]);
    await vi.advanceTimersByTimeAsync(PAUSE_MS + HANGS_AFTER_MS);
    expect({ told: told.length, asked }).toEqual({ told: 2, asked: 1 });
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect({ stopped, asked }).toEqual({ stopped: 0, asked: 1 });
    const [answer] = hanging;
    hanging = null;
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect({ told: told.at(-1), stopped, asked }).toEqual({ told: "live", stopped: 1, asked: 2 });
    await vi.advanceTimersByTimeAsync(10 * HANGS_AFTER_MS);
    expect(told).toHaveLength(3);
    camera.dispose();
  });

  it.each([
    ["where a person may be asked", true, "prompt", true],
    ["where the browser does not tell", true, "granted", false],
    ["where somebody is there", false, "granted", true],
  ] as const)("is waited for %s", async (_, unattended, state, isTold) => {
    plugIn();
    Object.assign(permission, { state, isTold });
    hanging = [];
    const { camera, told } = await startCamera(unattended);
    await vi.advanceTimersByTimeAsync(100 * HANGS_AFTER_MS);
    expect({ told, asked }).toEqual({ told: [], asked: 1 });
    hanging[0]();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["live"]);
    camera.dispose();
  });
});
