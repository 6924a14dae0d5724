/**
 * Worker threads that take jobs from a list, one at a time each. What they print stays off stdout, which belongs to
 * results.
 */
import { Worker } from "node:worker_threads";
import type { ThreadMessage } from "./serve-jobs";

export interface ThreadPool<Job, Result> {
  /**
   * Runs all jobs; takes the next from `jobs` when a thread is free, so that a generator makes them as they are needed.
   * Rejects with the first error of a job, a thread or `onResult`; the pool is of no use afterwards.
   */
  run(jobs: Iterable<Job>, onResult: (job: Job, result: Result) => void): Promise<void>;
  close(): Promise<void>;
}

/** `script`: a TypeScript file that serves jobs (serve-jobs.ts). Threads start with the first job. */
export function createThreadPool<Job, Result>(
  script: URL,
  workerData: unknown,
  threads: number,
): ThreadPool<Job, Result> {
  let workers: Worker[] = [];
  const start = (): Worker => {
    // Node 20 does not carry tsx's loader into a worker by itself, so the worker registers it first.
    const url = JSON.stringify(script.href);
    return new Worker(`import("tsx/esm/api").then(({ register }) => (register(), import(${url})))`, {
      eval: true,
      workerData,
      stdout: true,
    });
  };
  return {
    async run(jobs, onResult) {
      const iterator = jobs[Symbol.iterator]();
      let next = iterator.next();
      if (next.done) return;
      const fresh = workers.length === 0;
      if (fresh) workers = Array.from({ length: threads }, start);
      await Promise.all(
        workers.map(
          (worker) =>
            new Promise<void>((resolve, reject) => {
              let current: { readonly job: Job } | null = null;
              // One by one: removeAllListeners also takes Node's own, without which a port never starts again.
              const finish = (end: () => void) => {
                worker.off("message", answer).off("error", fail).off("exit", exit);
                end();
              };
              const fail = (error: Error) => finish(() => reject(error));
              const exit = (code: number) => fail(new Error(`thread: got an end with code ${code}, expected a result`));
              const take = () => {
                if (next.done) return finish(resolve);
                current = { job: next.value };
                next = iterator.next();
                worker.postMessage(current.job);
              };
              const answer = (message: ThreadMessage<Result>) => {
                try {
                  if (message.kind === "failed") throw new Error(message.message);
                  if (current && message.kind === "result") onResult(current.job, message.result);
                  take();
                } catch (error) {
                  fail(error instanceof Error ? error : new Error(String(error)));
                }
              };
              worker.on("message", answer).on("error", fail).on("exit", exit);
              if (!fresh) take();
            }),
        ),
      );
    },
    async close() {
      const running = workers;
      workers = [];
      await Promise.all(running.map((worker) => worker.terminate()));
    },
  };
}
