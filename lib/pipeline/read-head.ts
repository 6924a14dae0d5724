/** A pipeline's heads by id, and their answers by label. */
import { PipelineError } from "../errors";
import type { Head } from "../heads";
import type { Pipeline } from "./load-pipeline";

/** Throws PipelineError "bad-input" for an id that no head over the three expressions has. */
export function findHead({ heads }: Pick<Pipeline, "heads">, id: string): Head {
  const head = heads.get(id);
  if (head) return head;
  throw new PipelineError("bad-input", "heads", `head: got "${id}", expected one of ${[...heads.keys()].join(", ")}`);
}

/** The head's probabilities by label; `Label` is what the manifest promises of it. */
export function readHead<Label extends string>(head: Head, embedding: Float32Array): Record<Label, number> {
  const probabilities = head.classify(embedding);
  const entries = head.labels.map((label, index) => [label, probabilities[index]]);
  return Object.fromEntries(entries) as Record<Label, number>;
}
