/**
 * The last gate: whether a hand, a mask or a board hides a large part of the face. Asked of the embedding that the face
 * has anyway, by a linear head of its own, hence after the gates of lib/quality. Worker and Node.
 * Head and limit: training/train_covered.py. What it sees and what it misses: training/EXPERIMENTS.md.
 */
import type { GateStatus } from "../types";
import type { Pipeline } from "./load-pipeline";
import { readHead } from "./read-head";

export const COVERED_LABELS = ["clear", "covered"] as const;

/** "covered", or null where nothing is in the way or the manifest has no such gate. */
export function gateCovered(
  { coveredGate }: Pick<Pipeline, "coveredGate">,
  embedding: Float32Array,
): Extract<GateStatus, "covered"> | null {
  if (!coveredGate) return null;
  const { covered } = readHead<(typeof COVERED_LABELS)[number]>(coveredGate.head, embedding);
  return covered > coveredGate.maximumCovered ? "covered" : null;
}
