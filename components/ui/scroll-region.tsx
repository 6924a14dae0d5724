/**
 * Wide content that scrolls by itself, so that the page never does. Where it is wider than its place, it is a named region
 * in the tab order, for the arrow keys; where it is not, it is nothing but a frame.
 */
"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

interface ScrollRegionProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly children: ReactNode;
}

export function ScrollRegion({ labelledBy, children }: ScrollRegionProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      ref={frame}
      {...(scrolls && { role: "region", "aria-labelledby": labelledBy, tabIndex: 0 })}
      // relative: hidden text inside is placed against it, not against the page, which would then scroll.
      className="border-line bg-panel relative max-w-full overflow-x-auto rounded-xl border p-3"
    >
      {children}
    </div>
  );
}
