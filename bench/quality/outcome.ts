/** What became of one face, and the sums over many. Pure. */
import { shareOf, type Share } from "../../lib/evidence/share";
import { isExpression } from "../../lib/labels/is-expression";
import { isGateStatus } from "../../lib/labels/is-gate-status";
import type { FaceMeasures } from "../../lib/quality/measure-face";
import { GATE_STATUSES, type FaceReading, type FaceStatus, type Label7 } from "../../lib/types";
import type { QualitySummary } from "./report";

export interface Outcome {
  /** Published. */
  readonly label: Label7;
  /** Null where no face was found. */
  readonly status: FaceStatus | null;
  /** Whether the best of the three is the published label, whatever the status says. */
  readonly right: boolean;
}

/** An outcome and what the gates ask about the face. */
export interface MeasuredOutcome extends Outcome {
  readonly measures: FaceMeasures;
}

export function outcomeOf(label: Label7, reading: FaceReading | null): Outcome {
  return { label, status: reading?.status ?? null, right: reading?.expression === label };
}

export function summarize(outcomes: readonly Outcome[]): QualitySummary {
  const found = outcomes.filter(({ status }) => status !== null);
  const gated = found.filter(isGated);
  const countOf = (gate: FaceStatus): number => gated.filter(({ status }) => status === gate).length;
  return {
    pictures: outcomes.length,
    found: found.length,
    gated: shareOf(gated.length, found.length),
    gatedBy: Object.fromEntries(GATE_STATUSES.filter(countOf).map((gate) => [gate, countOf(gate)])),
    all: rightOf(found),
    kept: rightOf(found.filter((outcome) => !isGated(outcome))),
    refused: rightOf(gated),
  };
}

const isGated = ({ status }: Outcome): boolean => isGateStatus(status);

/** Of faces whose label is one of the three. */
function rightOf(outcomes: readonly Outcome[]): Share {
  const labelled = outcomes.filter(({ label }) => isExpression(label));
  return shareOf(labelled.filter(({ right }) => right).length, labelled.length);
}
