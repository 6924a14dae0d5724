/** A visitor who leaves an unattended live page for another page does not end it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_MS } from "../components/idle-watch";
import { returnWhenIdle } from "../components/return-when-idle";
import { FakeScreen } from "./helpers/fake-screen";

let screen: FakeScreen;
let answer: () => Promise<{ ok: boolean }>;
let asked: string[];
beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  answer = async () => ({ ok: true });
  asked = [];
  vi.stubGlobal("document", screen);
  vi.stubGlobal("navigator", { wakeLock: screen.wakeLock });
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("goes back with the query that the live page had, its screen on until then", async () => {
  const went: string[] = [];
  const end = returnWhenIdle("/lab", "?camera=1&side=128", (address) => went.push(address));
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
  expect({ went, locks: screen.locks.size }).toEqual({ went: [], locks: 1 });
  await vi.advanceTimersByTimeAsync(1);
  expect({ went, asked }).toEqual({ went: ["/?camera=1&side=128"], asked: ["/?camera=1&side=128"] });
  end();
  await vi.advanceTimersByTimeAsync(10 * IDLE_MS);
  expect({ went: went.length, locks: screen.locks.size }).toEqual({ went: 1, locks: 0 });
});

it.each([
  ["the live page itself", "/", "?camera=1"],
  ["a tab that had no live page", "/lab", ""],
  ["one with a live page that is not unattended", "/about", "?side=128"],
  ["one that says so", "/about", "?camera=0"],
])("leaves alone %s", async (_, path, liveQuery) => {
  const go = vi.fn();
  const end = returnWhenIdle(path, liveQuery, go);
  await vi.advanceTimersByTimeAsync(10 * IDLE_MS);
  expect({ went: go.mock.calls, asked, screen: screen.asked }).toEqual({ went: [], asked: [], screen: 0 });
  end();
});

it.each<[string, () => Promise<{ ok: boolean }>]>([
  ["is away", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["fails", async () => ({ ok: false })],
])("stays where it is while the server %s, and tries again", async (_, fails) => {
  const go = vi.fn();
  answer = fails;
  const end = returnWhenIdle("/about", "?camera=1", go);
  await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
  expect({ went: go.mock.calls, tries: asked.length }).toEqual({ went: [], tries: 2 });
  answer = async () => ({ ok: true });
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  expect(go).toHaveBeenCalledTimes(1);
  end();
});

it("stays for somebody who comes while the server is asked", async () => {
  const go = vi.fn();
  let say!: (response: { ok: boolean }) => void;
  answer = () => new Promise((resolve) => (say = resolve));
  const end = returnWhenIdle("/about", "?camera=1", go);
  await vi.advanceTimersByTimeAsync(IDLE_MS);
  window.dispatchEvent(new Event("pointerdown"));
  say({ ok: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(go).not.toHaveBeenCalled();
  end();
});
