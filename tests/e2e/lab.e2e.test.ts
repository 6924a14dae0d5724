/**
 * The evidence page on the production build, with made-up reports in place of the files: what it shows of them, what its
 * switches change, and what it says when there is none or one that does not fit.
 */
import { setTimeout } from "node:timers/promises";
import { describe, expect, test, type TestContext } from "vitest";
import { ACCURACY_VERSION } from "../../lib/evidence/accuracy-schema";
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import { exampleAccuracy } from "../accuracy/example-accuracy";
import { examplePeers } from "../accuracy/example-peers";
import { exampleRobustness } from "../bench/example-robustness";
import { exampleReport } from "../experiments/example-answers";
import { accessibilityFaults } from "../helpers/accessibility";
import { openLivePage, type LivePage, type LivePageOptions } from "../helpers/live-page";

const report = exampleReport();
const accuracy = exampleAccuracy();
const peers = examplePeers();
const robustness = exampleRobustness();

type ReportAnswer = { readonly status: number; readonly body: string; readonly delayMs?: number };
const found = (json: unknown): ReportAnswer => ({ status: 200, body: JSON.stringify(json) });

interface LabOptions extends LivePageOptions {
  /** In place of models/accuracy.json. */
  readonly accuracy?: ReportAnswer;
  /** In place of models/peers.json. */
  readonly peers?: ReportAnswer;
  /** In place of models/robustness.json. */
  readonly robustness?: ReportAnswer;
}

function openLab(context: TestContext, answer: ReportAnswer, options: LabOptions = {}): Promise<LivePage> {
  const answers = {
    report: answer,
    accuracy: options.accuracy ?? found(accuracy),
    peers: options.peers ?? found(peers),
    robustness: options.robustness ?? found(robustness),
  };
  return openLivePage(context, {
    ...options,
    path: options.path ?? "lab",
    async prepare(browser) {
      for (const [name, own] of Object.entries(answers)) {
        const { delayMs = 0, ...response } = own;
        await browser.route(`**/models/${name}.json`, async (route) => {
          await setTimeout(delayMs);
          await route.fulfill({ ...response, contentType: "application/json" });
        });
      }
    },
  });
}

/** The button of a figure in Table 2 or 3: by set and place in the paper's order of classifiers. */
const figure = ({ page }: LivePage, table: "table-2" | "table-3", set: string, classifier: number) =>
  page
    .getByTestId(table)
    .locator("tbody", { has: page.getByRole("rowheader", { name: set, exact: true }) })
    .getByRole("button")
    .nth(classifier);

/** Numbers of a confusion matrix, row by row. */
async function matrix({ page }: LivePage, testId = "confusion"): Promise<string[]> {
  return page.getByTestId(testId).locator("tbody td").allInnerTexts();
}

const CUBIC_SVM = 5;

describe("from a report", () => {
  test("words first, then five tables beside the paper's numbers", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    await page.getByTestId("report").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Evidence");
    const findings = await page.getByTestId("findings").innerText();
    for (const { text } of report.findings) expect(findings).toContain(text);
    expect(await page.getByTestId("quick").count()).toBe(0);

    expect(await page.getByTestId("table-1").innerText()).toContain("16.70 %");
    expect(await page.getByTestId("table-2").getByRole("button").count()).toBe(5 * 7);
    expect(await page.getByTestId("table-3").innerText()).toContain("Bi-DS4");
    expect(await page.getByTestId("table-4").innerText()).toContain("116.8 s");
    expect(await matrix(live, "confusion-paper")).toEqual([
      ...["2,490", "4", "6"],
      ...["3", "2,490", "7"],
      ...["2", "8", "2,490"],
    ]);
    expect(await page.getByTestId("slips").innerText()).toContain("7,470 of 7,500");
    expect(live.problems).toEqual([]);
  });

  test("the switch of protocol changes the figures, the leakage stays beside them", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    const cubicOnDs4 = figure(live, "table-2", "DS4", CUBIC_SVM);
    expect(await cubicOnDs4.innerText()).toContain("71.7 %");
    await page.getByLabel("The paper’s: copies on both sides").check();
    expect(await cubicOnDs4.innerText()).toContain("100.0 %");
    expect(await matrix(live)).toEqual(["20", "0", "0", "0", "20", "0", "0", "0", "20"]);
    expect(await page.getByTestId("table-2").innerText()).toContain("+28.3");
    expect(await page.getByTestId("leakage").innerText()).toMatch(/99\.7 %\s+100\.0 % .*\s+71\.7 % .*\s+\+28\.3/);
  });

  test("choosing a figure by keyboard shows its matrix, by counts and by rates", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    const cubicOnDs1 = figure(live, "table-3", "Bi-DS1", CUBIC_SVM);
    await cubicOnDs1.focus();
    await page.keyboard.press("Enter");
    expect(await cubicOnDs1.getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator("[aria-pressed=true]").count()).toBe(1);
    expect(await page.getByTestId("chosen-cell").innerText()).toContain("Cubic SVM on Bi-DS1, honest protocol: 75.0 %");
    expect(await matrix(live)).toEqual(["15", "5", "0", "0", "15", "5", "5", "0", "15"]);
    await page.getByLabel("Share of each row").check();
    expect((await matrix(live)).slice(0, 3)).toEqual(["75.0 %", "25.0 %", "0.0 %"]);
  });

  test("what each step brings, other data sets and calibration, of what is chosen", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    const equalization = page.getByTestId("paired-equalization");
    await equalization.waitFor();
    expect(await equalization.locator("tbody tr").count()).toBe(5);
    expect(await equalization.locator("tbody tr").first().innerText()).toMatch(
      /Bi-DS1, against DS1\s+\+8\.3\s+5\s+0\s+60\s+0\.063\s+1\.000\s+not to be told from chance/,
    );
    expect(await page.getByTestId("elsewhere").innerText()).toMatch(
      /JAFFE, 4 pictures[^]*Cubic SVM\s+71\.7 %[^]*50\.0 %/,
    );
    expect(await page.getByTestId("calibration").innerText()).toMatch(/Cubic SVM\s+10\.0 %\s+5\.0 %\s+−5\.0/);
    await page.getByLabel("Classifier", { exact: true }).selectOption("linear-svm");
    expect(await page.getByTestId("paired-classifier").count()).toBe(0);
    await page.getByText("All other classifiers are compared with the Linear SVM").waitFor();
    expect(live.problems).toEqual([]);
  });

  test("another backbone and classifier", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    await page.getByLabel("ImageNet's ResNet50").check();
    expect(await page.getByTestId("table-2").getByRole("button").count()).toBe(4 * 7);
    await page.getByLabel("Classifier", { exact: true }).selectOption("narrow-network");
    expect(await page.getByTestId("chosen-cell").innerText()).toContain("Narrow neural network on DS4");
    await page.getByText("The chart as a table").click();
    expect(await page.getByTestId("size-table").innerText()).toContain("99.6 %");
  });

  test("what breaks it: a chart and a table for each degradation, and the words below them", async (context) => {
    const { page } = await openLab(context, found(report));
    const section = page.getByTestId("robustness");
    await section.waitFor();
    expect(await section.getByRole("img", { name: /accuracy with and without equalization/ }).count()).toBe(11);
    await section.getByText("The numbers: JPEG").click();
    expect(await section.getByTestId("robustness-jpeg").innerText()).toMatch(
      /5\s+75\.0 % .*25\.0 % .*\+50\.0\s+< 0\.001/,
    );
    expect(await page.getByTestId("robustness-summary").innerText()).toContain(
      "JPEG (quality, of 100): below 80 % from 5 on with equalization, below 80 % from 30 on without.",
    );
  });

  test("a quick report says that its figures mean little", async (context) => {
    const { page } = await openLab(context, found({ ...report, quick: true } satisfies ExperimentReport));
    expect(await page.getByTestId("quick").innerText()).toMatch(/small share of the pictures.*mean little/);
  });
});

describe("the address", () => {
  test("keeps what was chosen through a reload and on the way back from another page", async (context) => {
    const { page } = await openLab(context, found(report));
    await page.getByLabel("The paper’s: copies on both sides").check();
    await page.getByLabel("Classifier", { exact: true }).selectOption("linear-svm");
    const chosen = () => page.getByTestId("chosen-cell").innerText();
    const words = await chosen();
    expect(words).toContain("Linear SVM on DS4, the paper’s protocol");
    await page.reload();
    await expect.poll(chosen).toBe(words);
    await page.getByRole("link", { name: "How it works" }).click();
    await page.getByRole("heading", { level: 1, name: "How it works" }).waitFor();
    await page.getByRole("link", { name: "Evidence" }).click();
    await expect.poll(chosen).toBe(words);
  });

  test("with a name that the report does not have: got and expected, until something is chosen", async (context) => {
    const { page } = await openLab(context, found(report), { path: "lab?classifier=forest" });
    const problem = page.getByTestId("choice-problem");
    expect(await problem.innerText()).toMatch(/classifier: got "forest", expected one of .*the default is used/);
    await page.getByLabel("Classifier", { exact: true }).selectOption("linear-svm");
    expect(await problem.count()).toBe(0);
  });

  test("with the name of a part leads to it, as the list of parts does", async (context) => {
    const { page } = await openLab(context, found(report), { path: "lab#confusion" });
    const heading = (name: string) => page.getByRole("heading", { name, exact: true });
    await heading("Table 5: confusion").waitFor();
    const fromTop = (name: string) => heading(name).evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(() => fromTop("Table 5: confusion")).toBeLessThan(100);
    const links = page.getByTestId("contents").getByRole("link");
    expect(await links.count()).toBe(report.notes.length > 0 ? 15 : 14);
    await links.filter({ hasText: "Calibration" }).click();
    await expect.poll(() => fromTop("Calibration")).toBeLessThan(100);
  });

  test.for(["robustness", "slips"] as const)("of %s leads to it when reports come late", async (id, context) => {
    const late = (json: unknown, delayMs: number): ReportAnswer => ({ ...found(json), delayMs });
    const { page } = await openLab(context, late(report, 900), {
      path: `lab#${id}`,
      robustness: late(robustness, 300),
      peers: late(peers, 600),
      accuracy: late(accuracy, 1200),
    });
    await page.getByTestId("accuracy").waitFor();
    await page.getByTestId("report").waitFor();
    const top = () => page.locator(`#${id}`).evaluate((element) => element.getBoundingClientRect().top);
    const atEnd = () => page.evaluate(() => innerHeight + scrollY > document.documentElement.scrollHeight - 2);
    await expect.poll(async () => (await top()) < 100 || (await atEnd())).toBe(true);
    expect(await top()).toBeGreaterThan(-1);
    await page.mouse.wheel(0, -400);
    await expect.poll(top).toBeGreaterThan(100);
  });
});

describe("how right it is", () => {
  test("every set and size, recall, and the curve with its table", async (context) => {
    const live = await openLab(context, found(report));
    const { page } = live;
    await page.getByTestId("accuracy").waitFor();
    expect(await page.getByTestId("accuracy-in-short").innerText()).toMatch(
      /^Of 2 test faces .*50\.0 % are read as.*66\.7 % agree with what most people say, 100\.0 % with the label/,
    );
    const sets = page.getByTestId("accuracy-sets");
    expect(await sets.locator("tbody tr").count()).toBe(accuracy.rows.length);
    expect(await sets.innerText()).toContain("66.7 % (20.8–93.9)");
    const recall = page.getByTestId("accuracy-recall").getByRole("row", { name: /FFHQ/ });
    expect(await recall.locator("td").first().innerText()).toBe("75.0 %");

    const curve = page.getByRole("img", { name: /^Called “other” or not, on FER2013 PrivateTest/ });
    expect(await curve.locator("polyline").count()).toBe(4);
    expect(await curve.innerHTML()).toContain("in use: 0.35");
    await page.getByText("The curve as a table").click();
    const inUse = page.getByRole("row", { name: "0.35, in use" });
    expect(await inUse.innerText()).toContain("50.0 %");
    await page.getByLabel("the published label").check();
    expect(await inUse.innerText()).toContain("66.7 %");
    await page.getByLabel("FER2013 PublicTest (choices were made on it)").check();
    expect(await page.getByTestId("rejection-table").innerText()).toContain("PublicTest");
    expect(live.problems).toEqual([]);
  });

  test("beside other programs: both tables, and where the aim is met", async (context) => {
    const live = await openLab(context, found(report));
    const section = live.page.getByTestId("peers");
    await section.waitFor();
    const three = section.getByTestId("peers-three-classes");
    expect(await three.getByRole("columnheader").allInnerTexts()).toEqual([
      "Test set",
      "This site",
      "Human 3.3.6, its net on the picture as it is",
      "Human 3.3.6, whole pipeline",
      "Our errors by the best one’s (aim: at most 0.5)",
    ]);
    expect(await three.getByRole("row").nth(1).innerText()).toMatch(
      /^FER2013 PrivateTest\s+66\.7 % .*\s+50\.0 % .*\s+25\.0 % .*\s+finds 85\.7 %\s+0\.67, missed$/,
    );
    expect(await section.getByTestId("peers-seven-labels").innerText()).toContain("0.00, met");
    expect(await section.innerText()).toContain("The aim is met in 1 of 3 lines. A peer makes fewer errors");
    expect(live.problems).toEqual([]);
  });

  test.for([
    ["not measured yet", { peers: { status: 404, body: "not found" } }, "peers-absent", /npm run bench:peers/],
    ["an odd report", { peers: found({ ...peers, cores: 0 }) }, "peers-broken", /peers\.json .*: cores/],
    ["ours are missing", { accuracy: { status: 404, body: "not found" } }, "peers-alone", /cannot be shown/],
  ] as const)("other programs, %s: a sentence, and the rest of the page", async ([, options, id, words], context) => {
    const { page } = await openLab(context, found(report), options);
    expect(await page.getByTestId(id).innerText()).toMatch(words);
    await page.getByTestId("report").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  const OLD_FILE = new RegExp(`accuracy\\.json: version: got none, expected ${ACCURACY_VERSION}`);
  test.for([
    ["no figures yet: what makes them", { status: 404, body: "not found" }, "absent", /npm run measure:accuracy/],
    ["an old file: got and expected", found({ rows: [] }), "broken", OLD_FILE],
  ] as const)("%s, and the rest of the page works", async ([, answer, state, words], context) => {
    const { page } = await openLab(context, found(report), { accuracy: answer });
    expect(await page.getByTestId(`accuracy-${state}`).innerText()).toMatch(words);
    await page.getByTestId("report").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe("for everyone", () => {
  test.for(["light", "dark"] as const)("no accessibility faults (axe), %s", async (colorScheme, context) => {
    const { page } = await openLab(context, found({ ...report, quick: true }));
    await page.emulateMedia({ colorScheme });
    await page.getByTestId("report").waitFor();
    await page.getByText("The chart as a table").click();
    await page.getByText("The curve as a table").click();
    await page.getByText("The numbers: JPEG").click();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("at 320 px the page does not scroll sideways, its tables do; charts fit", async (context) => {
    const { page } = await openLab(context, found(report), { viewport: { width: 320, height: 640 } });
    await page.getByTestId("report").waitFor();
    await page.getByTestId("robustness").waitFor();
    const widths = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(widths.page).toBeLessThanOrEqual(widths.window);
    const charts = page.locator("main svg[role=img]");
    const words = await charts.locator("text").evaluateAll((texts) =>
      texts.map((text) => {
        const { left, right } = text.getBoundingClientRect();
        const chart = text.closest("svg")!.getBoundingClientRect();
        return { text: text.textContent, fits: left >= chart.left - 1 && right <= Math.min(chart.right, 320) + 1 };
      }),
    );
    expect(await charts.count()).toBeGreaterThan(3);
    expect(words.filter(({ fits }) => !fits)).toEqual([]);
    const table = page.getByRole("region", { name: /^Table 2/ });
    expect(await table.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    await table.focus();
    const scrolledByKey = async (): Promise<number> => {
      await page.keyboard.press("ArrowRight");
      return table.evaluate((element) => element.scrollLeft);
    };
    // A busy machine scrolls late.
    await expect.poll(scrolledByKey, { timeout: 15_000 }).toBeGreaterThan(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("where nothing scrolls, tables and charts are no stops of the tab key", async (context) => {
    const { page } = await openLab(context, found(report));
    await page.getByTestId("report").waitFor();
    await expect.poll(() => page.getByTestId("accuracy-sets").count()).toBe(1);
    const stops = await page.locator("main [tabindex='0']").evaluateAll((elements) =>
      elements.map((element) => ({
        name: document.getElementById(element.getAttribute("aria-labelledby") ?? "")?.textContent ?? element.outerHTML,
        scrolls: element.scrollWidth > element.clientWidth,
      })),
    );
    expect(stops.filter(({ scrolls }) => !scrolls)).toEqual([]);
    expect(await page.getByTestId("table-1").evaluate((table) => table.closest("[tabindex='0']") !== null)).toBe(false);
  });

  test("every control is at least 24 px high and wide", async (context) => {
    const { page } = await openLab(context, found(report));
    await page.getByTestId("report").waitFor();
    const sizes = await page.locator("main :is(button, input, select, summary, a)").evaluateAll((elements) =>
      elements.map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return { what: element.textContent || element.outerHTML.slice(0, 80), least: Math.min(width, height) };
      }),
    );
    expect(sizes.filter(({ least }) => least < 24)).toEqual([]);
  });
});

describe("without a report", () => {
  test("no robustness report, or a broken one: a sentence about it, and the rest of the page", async (context) => {
    const absent = await openLab(context, found(report), { robustness: { status: 404, body: "not found" } });
    await absent.page.getByTestId("report").waitFor();
    expect(await absent.page.getByTestId("robustness-absent").innerText()).toContain("npm run measure:robustness");

    const broken = await openLab(context, found(report), { robustness: found({ ...robustness, pictures: 59 }) });
    await broken.page.getByTestId("report").waitFor();
    expect(await broken.page.getByTestId("robustness-broken").innerText()).toMatch(
      /models\/robustness\.json .*curves\.0\.levels\.0: got shares of 60 and 60 pictures, expected 59/,
    );
    expect(await accessibilityFaults(broken.page)).toEqual([]);
  });

  test("none yet: how to make one", async (context) => {
    const { page } = await openLab(context, { status: 404, body: "not found" });
    expect(await page.getByTestId("report-absent").innerText()).toContain("npm run experiments");
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test("one that does not fit: got and expected, and another try", async (context) => {
    const [first, ...others] = report.cells;
    const broken = { ...first, accuracy: { ...first.accuracy, right: first.accuracy.right - 1 } };
    let answer = found({ ...report, cells: [broken, ...others] });
    const { page } = await openLivePage(context, {
      path: "lab",
      prepare: (browser) => browser.route("**/models/report.json", (route) => route.fulfill(answer)),
    });
    const sentence = page.getByTestId("report-broken");
    expect(await sentence.innerText()).toMatch(/models\/report\.json .*cells\.0: got .*, expected \d+ of 60/);
    expect(await accessibilityFaults(page)).toEqual([]);
    answer = found(report);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByTestId("report").waitFor();
    expect(await page.evaluate(() => document.activeElement?.contains(document.querySelector("h1")))).toBe(false);
    expect(await sentence.count()).toBe(0);
  });
});
