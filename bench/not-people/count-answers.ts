/** Answers to pictures of one kind -> a row of the report. Pure. */
import { shareOf } from "../../lib/evidence/share";
import type { FaceStatus } from "../../lib/types";
import type { NotPeopleRow } from "./report";
import type { ThingKind } from "./things";

/** `answers`: of each picture, the status of each face that was found. */
export function countAnswers(kind: ThingKind, answers: readonly (readonly FaceStatus[])[]): NotPeopleRow {
  const share = (holds: (statuses: readonly FaceStatus[]) => boolean) =>
    shareOf(answers.filter(holds).length, answers.length);
  const isLabelled = (statuses: readonly FaceStatus[]): boolean => statuses.includes("ok");
  const isOther = (statuses: readonly FaceStatus[]): boolean => !isLabelled(statuses) && statuses.includes("other");
  return {
    kind,
    found: share((statuses) => statuses.length > 0),
    labelled: share(isLabelled),
    other: share(isOther),
    refused: share((statuses) => statuses.length > 0 && !isLabelled(statuses) && !isOther(statuses)),
  };
}
