/**
 * training/left-out.json: training pictures that are copies of test pictures though the data sets do not say so.
 * Training must skip them; tests/training/split-hygiene.test.ts holds that the list is neither too short nor too long.
 * Seen by eye: FER2013's are one photo each, cropped or compressed anew; of affectnet_masked's most are two people whose
 * faces are alike to the hash once cut out along the same oval. Leaving those out as well costs nothing.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Copies } from "./find-copies";

export const LEFT_OUT_FILE = join(import.meta.dirname, "left-out.json");

export interface LeftOut {
  readonly madeBy: string;
  readonly rule: string;
  /** How many training pictures were compared; of an ImageFolder only. */
  readonly compared?: number;
  readonly copies: Copies;
}

export const readLeftOut = (): LeftOut => JSON.parse(readFileSync(LEFT_OUT_FILE, "utf8")) as LeftOut;
