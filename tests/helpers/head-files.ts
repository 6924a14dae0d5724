/** Small head files for tests, made with the project's own writer. */
import { writeHeadFile, type HeadArray, type HeadFit, type HeadHeader } from "../../lib/heads/head-file";

export const HEAD_PATH = "heads/test.head";
export const HEAD_FIT: HeadFit = { backbone: "b".repeat(64), preprocessing: "test-preprocessing" };

export const floats = (shape: readonly number[], ...values: number[]): HeadArray => ({
  shape,
  data: Float32Array.from(values),
});
export const bytes = (shape: readonly number[], ...values: number[]): HeadArray => ({
  shape,
  data: Int8Array.from(values),
});

export const headHeader = (
  kind: HeadHeader["kind"],
  labels: string[],
  numbers: Partial<HeadHeader> = {},
): HeadHeader => ({ id: "test", name: "Test head", kind, labels, ...HEAD_FIT, ...numbers });

/** Two features with mean [1, 2] and deviation [2, 4], so that the embedding [3, 6] is [1, 1] standardized. */
export const MEAN = floats([2], 1, 2);
export const DEVIATION = floats([2], 2, 4);

export const headBytes = (header: HeadHeader, arrays: Record<string, HeadArray>): Uint8Array =>
  writeHeadFile({ header, arrays: { mean: MEAN, deviation: DEVIATION, ...arrays } });
