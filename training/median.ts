/** The middle one, or the upper of both in the middle. At least one value; the list stays as it is. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
