/**
 * Model files that arrive damaged or not at all: the page names the file and offers a way on, and never reads a face
 * with weights that are not the ones of the manifest.
 */
import type { BrowserContext } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import type { Manifest } from "../../lib/models/manifest";
import { openLivePage, type LivePage } from "../helpers/live-page";

async function manifest(): Promise<Manifest> {
  return (await (await fetch(new URL("models/manifest.json", inject("baseUrl")))).json()) as Manifest;
}

describe("a damaged file", () => {
  test.for([
    ["detector", ({ detector }: Manifest) => detector.weights],
    ["backbone", ({ backbone }: Manifest) => backbone.shards[backbone.shards.length - 1]],
    ["head", ({ labels7Head }: Manifest) => labels7Head.file],
  ] as const)("one flipped byte in the %s is found, and the file named", async ([, choose], context) => {
    const file = choose(await manifest());
    const live = await openLivePage(context, { prepare: (browser) => flipByte(browser, file) });
    await live.page.getByTestId("sample-picture").click();
    const sentence = await fatalError(live);
    expect(sentence).toContain(file);
    expect(await live.readings()).toEqual([]);
  });
});

test("a file that is missing is named, with the server's answer", async (context) => {
  const [file] = (await manifest()).backbone.shards;
  const live = await openLivePage(context, {
    prepare: (browser) => browser.route(`**/${file}*`, (route) => route.fulfill({ status: 404, body: "not found" })),
  });
  await live.page.getByTestId("sample-picture").click();
  const sentence = await fatalError(live);
  expect(sentence).toContain(file);
  expect(sentence).toContain("404");
});

async function flipByte(context: BrowserContext, file: string): Promise<void> {
  await context.route(`**/${file}*`, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1] ^= 0x10;
    await route.fulfill({ response, body });
  });
}

async function fatalError(live: LivePage): Promise<string> {
  const message = live.page.getByTestId("fatal-error");
  await message.waitFor({ timeout: 90_000 });
  return message.innerText();
}
