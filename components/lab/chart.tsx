/**
 * The frame of a chart: as wide as its place, drawn in CSS pixels, so that its words keep their size and nothing scrolls,
 * on a phone either. Its numbers stand in the table below it.
 */
import { useEffect, useRef, useState, type ReactNode } from "react";

/** Wider lines are hard to follow. */
const WIDEST_PX = 720;

interface ChartProps {
  readonly title: string;
  readonly heightPx: number;
  /** Draws for this width. */
  readonly children: (widthPx: number) => ReactNode;
}

export function Chart({ title, heightPx, children }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [placePx, setPlacePx] = useState(0);

  useEffect(() => {
    if (!place.current) return;
    const observer = new ResizeObserver(([{ contentRect }]) => setPlacePx(contentRect.width));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);

  const widthPx = Math.min(placePx, WIDEST_PX);
  return (
    <div className="border-line bg-panel rounded-xl border p-3">
      {/* Its height stands before its width is known, so that what is below does not jump. */}
      <div ref={place} style={{ height: heightPx }}>
        {widthPx > 0 && (
          <svg
            role="img"
            aria-label={`${title}. The numbers are in the table below.`}
            width={widthPx}
            height={heightPx}
            fontSize="13"
          >
            {children(widthPx)}
          </svg>
        )}
      </div>
    </div>
  );
}
