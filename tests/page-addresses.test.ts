/** The links' addresses: a page tells its query after they were first shown, and they follow. */
import { expect, it } from "vitest";
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
