/** The screen stays on as long as it is asked to, however often the lock is taken away in between. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keepAwake } from "../../lib/camera/keep-awake";
import { FakeScreen } from "../helpers/fake-screen";
import { settled } from "../helpers/settled";

let screen: FakeScreen;
beforeEach(() => {
  screen = new FakeScreen();
  vi.stubGlobal("document", screen);
  vi.stubGlobal("navigator", { wakeLock: screen.wakeLock });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("asks anew when the lock was taken from a page that is shown, and no more once it is ended", async () => {
  const awake = keepAwake();
  await settled();
  screen.takeLocks();
  await settled();
  expect({ asked: screen.asked, locks: screen.locks.size }).toEqual({ asked: 2, locks: 1 });
  awake.end();
  screen.show(false);
  screen.show(true);
  await settled();
  expect({ asked: screen.asked, locks: screen.locks.size }).toEqual({ asked: 2, locks: 0 });
});

it("asks when a hidden page is shown, and holds one lock", async () => {
  screen.hidden = true;
  const awake = keepAwake();
  expect(screen.asked).toBe(0);
  for (let times = 0; times < 2; times++) {
    screen.show(true);
    await settled();
    expect(screen.locks.size).toBe(1);
    screen.show(false);
    await settled();
    expect(screen.locks.size).toBe(0);
  }
  expect(screen.asked).toBe(2);
  awake.end();
});

it("lets go of a lock that comes after it was ended", async () => {
  keepAwake().end();
  await settled();
  expect({ asked: screen.asked, locks: screen.locks.size }).toEqual({ asked: 1, locks: 0 });
});

it("does nothing where there is no such lock", () => {
  vi.stubGlobal("navigator", {});
  keepAwake().end();
});
