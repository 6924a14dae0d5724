import type { Picture } from "../types";

/** Of the pixel whose red is at this index of a picture's data: 0 to 255, not rounded; Rec. 601. */
export const lumaAt = (data: Picture["data"], at: number): number =>
  0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
