/** One thread that decodes pictures and gives what tells copies of them. A batch at a time: a message costs, too. */
import { parentPort } from "node:worker_threads";
import { printPicture, type FilePrint } from "./print-picture";

export type PrintJob = readonly { readonly id: string; readonly bytes: Uint8Array }[];
export type PrintResult = { readonly prints: readonly FilePrint[] } | { readonly failed: string };

async function answer(job: PrintJob): Promise<PrintResult> {
  try {
    return { prints: await Promise.all(job.map(({ id, bytes }) => printPicture(id, bytes))) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort!.on("message", (job: PrintJob) => void answer(job).then((result) => parentPort!.postMessage(result)));
parentPort!.postMessage("ready");
