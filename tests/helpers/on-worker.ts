/** Runs something in each worker of a page from its first moment on; to be passed as `prepare` of openLivePage. */
import type { BrowserContext, Worker } from "playwright-core";

export function onWorker(browser: BrowserContext, run: (worker: Worker) => Promise<void>): Promise<void> {
  browser.on("page", (page) => page.on("worker", (worker) => void run(worker)));
  return Promise.resolve();
}
