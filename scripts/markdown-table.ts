/** Parts of the tables that scripts/write-figures.ts puts into the documents. Pure. */

export function markdownTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

/** A share, 0 to 1. */
export const percentText = (rate: number, digits = 1): string => `${(100 * rate).toFixed(digits)} %`;
