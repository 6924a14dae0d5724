/** Lines of the chart about "other": one a share, by the threshold. Pure. */
import type { RejectionPoint } from "../../lib/evidence/accuracy-schema";
import type { Scale } from "./chart-scale";

export interface RejectionSeries {
  readonly id: "rightOfKept" | "lostOfThree" | "rejectedOfNeutral" | "rejectedOfRest";
  readonly name: string;
}

/** In the order of the key and of the table. */
export const REJECTION_SERIES: readonly RejectionSeries[] = [
  { id: "lostOfThree", name: "Happy, sad, surprised: called other" },
  { id: "rejectedOfNeutral", name: "Neutral: called other" },
  { id: "rejectedOfRest", name: "Angry, disgusted, afraid, neutral: called other" },
  { id: "rightOfKept", name: "Right among the happy, sad, surprised that are kept" },
];

/** Places of a series as SVG has them: "x,y x,y ...". Points without a share are left out. */
export function linePoints(points: readonly RejectionPoint[], id: RejectionSeries["id"], x: Scale, y: Scale): string {
  return points
    .flatMap((point) => {
      const share = point[id];
      return share === null ? [] : [`${x(point.threshold).toFixed(1)},${y(share).toFixed(1)}`];
    })
    .join(" ");
}
