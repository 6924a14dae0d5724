/**
 * What the page's main thread does, from Chromium's own trace. A task counts by the processor time that it took itself:
 * the time on the clock, which PerformanceObserver gives, grows as soon as another program takes the core away.
 */
import type { Page } from "playwright-core";

export interface MainThreadTask {
  /** Processor time of the thread in this task. */
  readonly cpuMs: number;
  readonly clockMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const TASK = "ThreadControllerImpl::RunTask";

/** Starts recording; the function that comes back ends it and gives the tasks in order. */
export async function recordMainThreadTasks(page: Page): Promise<() => Promise<MainThreadTask[]>> {
  const browser = page.context().browser();
  if (!browser) throw new Error("main-thread tasks: got a page without a browser, expected one of launchBrowser");
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const mainThreads = new Set(
      trace.traceEvents
        .filter(({ ph, name, args }) => ph === "M" && name === "thread_name" && args?.name === "CrRendererMain")
        .map(threadOf),
    );
    const tasks = trace.traceEvents.filter((event) => event.name === TASK && mainThreads.has(threadOf(event)));
    if (!tasks.some(({ tdur }) => tdur !== undefined)) {
      throw new Error(`main-thread tasks: got ${tasks.length} without processor times, expected some with`);
    }
    return tasks.map(({ dur = 0, tdur = 0 }) => ({ cpuMs: tdur / 1000, clockMs: dur / 1000 }));
  };
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
