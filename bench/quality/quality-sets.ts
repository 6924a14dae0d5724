/** Of bench/quality-gates.ts: FER2013's PublicTest, and two sets in which faces are large and mostly well taken. */
export const QUALITY_SETS = ["public_test", "jaffe", "webfaces"] as const;
export type QualitySet = (typeof QUALITY_SETS)[number];
