import type { Label7, ShownLabel } from "../types";

/** Whether what is said of a face is a label, not that none fits or none can be told. */
export const isNamed = (label: ShownLabel): label is Label7 => label !== "other" && label !== "unsure";
