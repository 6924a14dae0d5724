/** A picture of a data set, read from its bytes in a thread, which names the picture itself (cli/serve-jobs.ts). */
import { readPicture } from "../cli/read-picture";
import type { Picture } from "../lib/types";

/** Throws Error with the reason as what was got, so that a command ends with one line (scripts/plain-errors.mjs). */
export async function readSample(bytes: Uint8Array): Promise<Picture> {
  try {
    return await readPicture(bytes);
  } catch (error) {
    throw new Error(`got a picture that cannot be read (${(error as Error).message}), expected one that can`, {
      cause: error,
    });
  }
}
