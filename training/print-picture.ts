/** A picture file's bytes -> what tells copies of it: decoded once, in Node. */
import { createHash } from "node:crypto";
import { readPicture } from "../cli/read-picture";
import { printOf, thumbnailOf, type PicturePrint } from "./picture-print";

export interface FilePrint extends PicturePrint {
  readonly id: string;
  /** MD5 of the size and the decoded RGBA bytes, whatever format they were stored in. */
  readonly md5: string;
}

/** Throws Error that names a picture which cannot be read. */
export async function printPicture(id: string, bytes: Uint8Array): Promise<FilePrint> {
  try {
    const picture = await readPicture(bytes);
    const md5 = createHash("md5").update(`${picture.width} x ${picture.height}`).update(picture.data).digest("hex");
    return { id, md5, ...printOf(thumbnailOf(picture)) };
  } catch (error) {
    throw new Error(`${id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
