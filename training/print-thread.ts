/** One thread that decodes pictures and gives what tells copies of them. A batch at a time: a message costs, too. */
import { serveJobs } from "../cli/serve-jobs";
import { printPicture } from "./print-picture";

export type PrintJob = readonly { readonly id: string; readonly bytes: Uint8Array }[];

serveJobs(
  (job: PrintJob) => Promise.all(job.map(({ id, bytes }) => printPicture(id, bytes))),
  () => "prints",
);
