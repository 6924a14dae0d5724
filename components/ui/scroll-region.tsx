/** Wide content that scrolls by itself, so that the page never does: named, and in the tab order for the arrow keys. */
import type { ReactNode } from "react";

interface ScrollRegionProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly children: ReactNode;
}

export function ScrollRegion({ labelledBy, children }: ScrollRegionProps) {
  return (
    <div
      role="region"
      aria-labelledby={labelledBy}
      tabIndex={0}
      // relative: hidden text inside is placed against it, not against the page, which would then scroll.
      className="border-line bg-panel relative max-w-full overflow-x-auto rounded-xl border p-3"
    >
      {children}
    </div>
  );
}
