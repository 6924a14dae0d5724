/**
 * What is kept of a picture: its aligned crop, its thumbnail, and whether a face was found. One record of the cache.
 */
import type { GreyCrop } from "../../lib/types";
import { THUMBNAIL_SIDE } from "../picture-print";

const THUMBNAIL_BYTES = THUMBNAIL_SIDE * THUMBNAIL_SIDE;

export interface PreparedPicture {
  readonly crop: GreyCrop;
  /** [32 * 32] luma of the whole picture (../picture-print.ts). */
  readonly thumbnail: Uint8Array;
  /** False where no face was found, so that the crop is the whole picture. */
  readonly found: boolean;
}

export const cropRecordBytes = (side: number): number => 1 + THUMBNAIL_BYTES + side * side;

export function packPicture({ crop, thumbnail, found }: PreparedPicture): Uint8Array {
  const record = new Uint8Array(cropRecordBytes(crop.side));
  record[0] = Number(found);
  record.set(thumbnail, 1);
  record.set(crop.data, 1 + THUMBNAIL_BYTES);
  return record;
}

export function unpackPicture(record: Uint8Array, side: number): PreparedPicture {
  return {
    found: record[0] === 1,
    thumbnail: record.subarray(1, 1 + THUMBNAIL_BYTES),
    crop: { side, data: record.subarray(1 + THUMBNAIL_BYTES) },
  };
}
