/** "Why this label?" on the production build: what it shows of the sample picture and of a webcam, and for whom. */
import { describe, expect, test, type TestContext } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import { accessibilityFaults } from "../helpers/accessibility";
import { fakeWebcam } from "../helpers/browser";
import { canvasCamera, setPersonAway } from "../helpers/canvas-camera";
import { portraitWebcam } from "../helpers/fake-webcams";
import { openLivePage, type LivePage, type LivePageOptions } from "../helpers/live-page";

const { heads, defaultHead } = readShippedManifest();

/** The sample picture with the panel open and filled. */
async function openWhy(context: TestContext, options: LivePageOptions = {}): Promise<LivePage> {
  const live = await openLivePage(context, options);
  await live.page.getByTestId("sample-picture").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  expect(await live.page.getByTestId("why-panel").count()).toBe(0);
  await live.page.getByTestId("why-toggle").click();
  await live.page.getByTestId("heads-table").waitFor({ timeout: 60_000 });
  return live;
}

describe("on the sample picture", () => {
  test("crops, map, light, seven labels and all classifiers side by side", async (context) => {
    const live = await openWhy(context);
    const panel = live.page.getByTestId("why-panel");
    expect(await panel.getByTestId("why-summary").innerText()).toMatch(/^Face \d+: looks happy\./);
    // Three pictures, of which each is drawn, and three charts.
    expect(await panel.locator("canvas[role=img]").count()).toBe(3);
    for (const canvas of await panel.locator("canvas").all()) {
      expect(await canvas.evaluate(levelsOnCanvas), "different pixels").toBeGreaterThan(20);
    }
    expect(await panel.locator("svg[role=img]").count()).toBe(3);

    const bars = await panel.getByTestId("label-bars").locator("li").allInnerTexts();
    expect(bars.map((text) => text.split(/\s+/)[0])).toEqual([
      ...["angry", "disgusted", "afraid", "happy", "sad", "surprised", "neutral"],
    ]);
    expect(await panel.getByTestId("needed-share").innerText()).toMatch(
      / have \d+ %; from \d+ % on a label is given\.$/,
    );
    const rows = panel.getByTestId("heads-table").locator("tbody tr");
    expect(await rows.getByRole("rowheader").allInnerTexts()).toEqual(
      heads.map(({ id, name }) => (id === defaultHead ? `${name} (in use)` : name)),
    );
    for (const row of await rows.all()) {
      const cells = (await row.locator("td").allInnerTexts()).map(Number);
      expect(cells).toHaveLength(3 + 3 + 1);
      for (const shares of [cells.slice(0, 3), cells.slice(3, 6)]) {
        expect(Math.abs(shares.reduce((a, b) => a + b, 0) - 100)).toBeLessThanOrEqual(2);
      }
    }
    expect(await panel.getByTestId("agreement").innerText()).toMatch(
      new RegExp(
        `^With equalization (all|\\d of) ${heads.length} read \\w+.*; without it (all|\\d of) ${heads.length} .*\\.$`,
      ),
    );
    expect(live.problems).toEqual([]);
  });

  test("by keyboard: the button says whether the panel is open, and closes it", async (context) => {
    const { page } = await openWhy(context);
    const toggle = page.getByTestId("why-toggle");
    expect(await toggle.getAttribute("aria-expanded")).toBe("true");
    const id = await toggle.getAttribute("aria-controls");
    expect(await page.getByTestId("why-panel").getAttribute("id")).toBe(id);
    await page.getByText("The map as a table").focus();
    await page.keyboard.press("Enter");
    expect(await page.getByTestId("activation-table").locator("tbody td").count()).toBe(9);
    await toggle.focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("why-panel").waitFor({ state: "detached" });
    expect(await toggle.getAttribute("aria-expanded")).toBe("false");
  });

  test("a change of settings shows at once: without equalization the panel says so", async (context) => {
    const { page } = await openWhy(context);
    await page.getByLabel("Equalize light").uncheck();
    await page.getByText("Equalization is switched off").waitFor();
  });

  test.for(["light", "dark"] as const)("no accessibility faults (axe), %s", async (colorScheme, context) => {
    const { page } = await openWhy(context);
    await page.emulateMedia({ colorScheme });
    for (const summary of ["The map as a table", "The charts as a table"]) await page.getByText(summary).click();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("at 320 px the page does not scroll sideways", async (context) => {
    const { page } = await openWhy(context, { viewport: { width: 320, height: 640 } });
    for (const summary of ["The map as a table", "The charts as a table"]) await page.getByText(summary).click();
    const widths = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(widths.page).toBeLessThanOrEqual(widths.window);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

test("before a webcam the panel fills, frames go on, and it changes at most twice a second", async (context) => {
  const portrait = await portraitWebcam();
  try {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    await live.page.getByTestId("why-toggle").click();
    await live.page.getByTestId("heads-table").waitFor({ timeout: 60_000 });
    const before = (await live.readings()).length;
    const changesMs = await live.page.evaluate(watchTable, 5000);
    expect((await live.readings()).length).toBeGreaterThan(before);
    expect(changesMs.length).toBeGreaterThan(0);
    // 500 ms lie between an answer and the next frame that is inspected; a render may be late by a little.
    const gaps = changesMs.slice(1).map((ms, index) => ms - changesMs[index]);
    expect(Math.min(Infinity, ...gaps)).toBeGreaterThan(400);
  } finally {
    portrait.remove();
  }
});

test("while nobody is seen the focus and an opened table stay, but the last face not for long", async (context) => {
  const { page } = await openLivePage(context, { prepare: canvasCamera });
  await page.getByTestId("start-camera").click();
  await page.getByTestId("why-toggle").click();
  const summary = page.getByText("The map as a table");
  await summary.waitFor({ timeout: 90_000 });
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("activation-table").waitFor();

  await setPersonAway(page, true);
  await page.getByText("Below is what was made of the last one that was seen.").waitFor({ timeout: 30_000 });
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByTestId("activation-table").isVisible()).toBe(true);
  await page.getByTestId("activation-table").waitFor({ state: "detached", timeout: 30_000 });
  expect(await page.getByTestId("why-panel").innerText()).toMatch(/No face in the picture\.$/);

  await setPersonAway(page, false);
  await page.getByTestId("why-summary").waitFor({ timeout: 30_000 });
});

/** Runs in the page: number of different levels of red. */
function levelsOnCanvas(element: Element): number {
  const canvas = element as HTMLCanvasElement;
  const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  return new Set(Array.from(data).filter((_, at) => at % 4 === 0)).size;
}

/** Runs in the page: when the table's numbers changed, for so many milliseconds. */
async function watchTable(durationMs: number): Promise<number[]> {
  const changesMs: number[] = [];
  const observer = new MutationObserver(() => changesMs.push(performance.now()));
  const table = document.querySelector("[data-testid=heads-table]");
  if (table) observer.observe(table, { subtree: true, characterData: true, childList: true });
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  observer.disconnect();
  return changesMs;
}
