/** A thread's side of thread-pool.ts: takes jobs, one at a time, and answers each. */
import { parentPort } from "node:worker_threads";

/** What a thread posts: once that it takes jobs, then what came of each, or why nothing did. */
export type ThreadMessage<Result> =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "failed"; readonly message: string };

/** Where `run` throws, the pool's run() rejects with that message, behind the job's name. */
export function serveJobs<Job, Result>(
  run: (job: Job) => Result | Promise<Result>,
  nameOf: (job: Job) => string,
): void {
  const port = parentPort;
  if (!port) throw new Error("serveJobs: got the main thread, expected one of a thread pool");
  const post = (message: ThreadMessage<Result>): void => port.postMessage(message);
  const answer = async (job: Job): Promise<ThreadMessage<Result>> => {
    try {
      return { kind: "result", result: await run(job) };
    } catch (error) {
      return { kind: "failed", message: `${nameOf(job)}: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
  port.on("message", (job: Job) => void answer(job).then(post));
  post({ kind: "ready" });
}
