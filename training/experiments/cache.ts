/** Where crops, features and cells are kept between runs; a name says what its records depend on besides their key. */
import { join } from "node:path";
import { PREPROCESSING_ID } from "../../lib/models/manifest";

const FOLDER = join(import.meta.dirname, "../work/experiments");

/** Raised when the code that reads a picture, finds its face or aligns it gives other crops. */
const CROP_VERSION = 2;

/** `detector`, `backbone`: SHA-256 of the weights; `side`: of a crop in pixels. Paths for openRecordStore. */
export const cropCache = (detector: string, side: number): string =>
  join(FOLDER, `crops-${CROP_VERSION}-${detector.slice(0, 12)}-${PREPROCESSING_ID}-${side}`);
export const featureCache = (backbone: string, side: number): string =>
  join(FOLDER, `features-${backbone.slice(0, 12)}-${side}`);

export const CELL_CACHE = join(FOLDER, "cells");
