/** The sets on which the experiment's classifiers are "read elsewhere" (training/experiments/picture-source.ts), in words. */
import { TEST_SET_NAMES } from "./accuracy-schema";

const NAMES: Readonly<Record<string, string>> = { ...TEST_SET_NAMES, jaffe: "JAFFE" };

/** A set without a name is called by its id. */
export const elsewhereName = (set: string): string => NAMES[set] ?? set;
