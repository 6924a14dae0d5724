/**
 * Takes the picture of docs/ from a running page: `npm start`, then `npm run screenshots [-- ADDRESS]`. Only the
 * bundled public-domain portrait is in it.
 */
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium } from "./find-chromium.mjs";

const DOCS = join(import.meta.dirname, "../docs");
const address = process.argv[2] ?? "http://localhost:3000/";

const executablePath = findChromium();
if (!executablePath) throw new Error("got no Chrome or Chromium on this machine, expected one");
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args: ["--disable-background-networking", ...asRoot] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
await page.goto(address);
await page.getByTestId("hud-backend").waitFor({ timeout: 60_000 });
await page.getByTestId("sample-picture").click();
await page.waitForFunction(
  () => {
    const readings = document.querySelector("[data-readings]")?.getAttribute("data-readings");
    return readings !== null && readings !== undefined && JSON.parse(readings).faces.length > 0;
  },
  undefined,
  { timeout: 60_000 },
);
await page.waitForTimeout(500);
await page.screenshot({ path: join(DOCS, "sample.png") });
await browser.close();
console.log("wrote docs/sample.png");
