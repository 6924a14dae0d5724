/** What has happened to faces' own neutrals, in words for screen and screen reader. Pure. */
import type { FaceBaseline } from "../../lib/types";

/** A sentence for each face; empty where nothing has happened, which a neutral that is still being taken is. */
export function baselineNews(before: readonly FaceBaseline[], now: readonly FaceBaseline[]): string {
  const faces = [...new Set([...before, ...now].map(({ trackId }) => trackId))];
  return faces
    .map((face) => sentence(face, phaseOf(face, before), phaseOf(face, now)))
    .filter((words) => words !== "")
    .join(" ");
}

type Phase = "none" | "taking" | "in use";

function phaseOf(face: number, baselines: readonly FaceBaseline[]): Phase {
  const baseline = baselines.find(({ trackId }) => trackId === face);
  if (!baseline) return "none";
  return baseline.share < 1 ? "taking" : "in use";
}

function sentence(face: number, before: Phase, now: Phase): string {
  if (before === now) return "";
  switch (now) {
    case "taking":
      return `Face ${face}: hold a neutral face.`;
    case "in use":
      return `Face ${face}: the label is now measured from its own neutral.`;
    case "none":
      return before === "taking" ? `Face ${face}: no neutral was taken.` : `Face ${face}: its neutral was forgotten.`;
  }
}
