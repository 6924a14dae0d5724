/** "Is it this one?" for rows and cells of reports. Pure. */

/** Whether all that `wanted` names is the same in another: `cells.find(matches({ set: "DS4", equalized: false }))`. */
export function matches<Wanted extends object>(wanted: Wanted): (other: Record<keyof Wanted, unknown>) => boolean {
  const entries = Object.entries(wanted) as [keyof Wanted, unknown][];
  return (other) => entries.every(([key, value]) => other[key] === value);
}
