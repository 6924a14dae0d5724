/** The sets on which the experiment's classifiers are "read elsewhere" (training/experiments/picture-source.ts), in words. */
import { TEST_SET_NAMES } from "./accuracy-schema";

/** What they hold of happy, sad and surprised faces, which alone are read. */
const NAMES: Readonly<Record<string, string>> = {
  ...TEST_SET_NAMES,
  jaffe: "JAFFE",
  webfaces: "web faces (none surprised)",
  muxspace: "LFW / IMFDB (mostly happy)",
};

/** A set without a name is called by its id. */
export const elsewhereName = (set: string): string => NAMES[set] ?? set;
