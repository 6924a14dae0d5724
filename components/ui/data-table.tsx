/** The look of every table of numbers. Rows and heads are the caller's. */
import { useId, type ReactNode } from "react";
import { ScrollRegion } from "./scroll-region";

interface DataTableProps {
  readonly caption: ReactNode;
  readonly children: ReactNode;
  readonly testId?: string;
}

/** Cells are set from here, since a table is all of one look; numbers to the right, names to the left. */
const CELLS =
  "[&_td]:px-2 [&_td]:py-1 [&_th]:px-2 [&_th]:py-1 [&_td]:text-right [&_td]:whitespace-nowrap [&_td]:tabular-nums " +
  "[&_thead_th]:text-right [&_thead_th]:align-bottom [&_tbody_th]:text-left [&_tbody_th]:font-medium " +
  // The first column stays in view while the table scrolls, at the edge of its padded region.
  "[&_tbody_th:first-child]:sticky [&_tbody_th:first-child]:-left-3 [&_tbody_th:first-child]:bg-panel " +
  "[&_thead_th:first-child]:text-left [&_th[colspan]]:text-center " +
  "[&_tbody]:border-line [&_tbody]:border-t";

export function DataTable({ caption, children, testId }: DataTableProps) {
  const id = useId();
  return (
    <ScrollRegion labelledBy={id}>
      <table data-testid={testId} className={`border-collapse text-sm ${CELLS}`}>
        <caption className="pb-2 text-left">
          {/* Stays in view while the table scrolls, and is never wider than a phone. */}
          <span id={id} className="sticky left-0 inline-block max-w-[min(40rem,calc(100vw-6rem))] font-semibold">
            {caption}
          </span>
        </caption>
        {children}
      </table>
    </ScrollRegion>
  );
}
