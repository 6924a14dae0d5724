/** The links' addresses: a page tells its query after they were first shown, and they follow. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type * as pageAddresses from "../components/page-addresses";
import { addressOf, getQueries, rememberQuery, subscribeToQueries } from "../components/page-addresses";

it("tells whoever shows links that a page's query is another, and gives each page its own", () => {
  const shown: string[] = [];
  const leave = subscribeToQueries(() => shown.push(addressOf("/", getQueries())));
  expect(addressOf("/", getQueries())).toBe("/");
  rememberQuery("/", "?camera=1&backend=wasm");
  rememberQuery("/", "?camera=1");
  leave();
  rememberQuery("/", "");
  expect(shown).toEqual(["/?camera=1&backend=wasm", "/?camera=1"]);
  expect(addressOf("/lab", getQueries())).toBe("/lab");
});

it("gives the same queries until one changes, as React asks for", () => {
  const before = getQueries();
  expect(getQueries()).toBe(before);
  rememberQuery("/lab", "?set=DS1");
  expect(getQueries()).not.toBe(before);
});

describe("a page that is loaded anew in the same tab", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** The module as a page with the tab's storage `words` has it. */
  const loadWith = (words: Map<string, string>): Promise<typeof pageAddresses> => {
    vi.stubGlobal("window", new EventTarget());
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => words.get(key) ?? null,
      setItem: (key: string, word: string) => void words.set(key, word),
    });
    vi.resetModules();
    return import("../components/page-addresses");
  };

  it("still knows the way back", async () => {
    const words = new Map<string, string>();
    (await loadWith(words)).rememberQuery("/", "?camera=1");
    const anew = await loadWith(words);
    expect(anew.addressOf("/", anew.getQueries())).toBe("/?camera=1");
  });

  it.each(["{", "{}", "null", "[null]", '[["/"]]', '[["/",1]]'])(
    "passes over what it does not understand: %s",
    async (word) => {
      const words = new Map<string, string>();
      (await loadWith(words)).rememberQuery("/", "?camera=1");
      const anew = await loadWith(new Map([...words.keys()].map((key) => [key, word])));
      expect(anew.getQueries().size).toBe(0);
    },
  );

  it("does without where a tab may keep nothing", async () => {
    const { rememberQuery, getQueries } = await loadWith(new Map());
    vi.stubGlobal("sessionStorage", undefined);
    rememberQuery("/", "?camera=1");
    expect(getQueries().get("/")).toBe("?camera=1");
  });
});
