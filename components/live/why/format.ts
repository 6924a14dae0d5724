/** Numbers as the panel writes them. Pure. */

/** A share, 0 to 1, as whole percent: "87 %". */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A share of the largest, -1 to 1, as whole percent with its sign, minus as a true minus: "+100", "−34", "0". */
export function signedPercent(share: number): string {
  const digits = Math.abs(Math.round(100 * share));
  if (digits === 0) return "0";
  return `${share < 0 ? "−" : "+"}${digits}`;
}

/** Milliseconds of a classifier: "0.02", "1.84". */
export const milliseconds = (ms: number): string => ms.toFixed(2);
