/** A small square picture with its caption, drawn on a canvas. */
import { useEffect, useRef } from "react";

interface CropFigureProps {
  readonly side: number;
  /** [side * side * 4] RGBA. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** For who cannot see it. */
  readonly description: string;
  readonly caption: string;
}

export function CropFigure({ side, pixels, description, caption }: CropFigureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels, side, side), 0, 0);
  }, [pixels, side]);
  return (
    <figure className="min-w-0">
      <canvas
        ref={canvas}
        width={side}
        height={side}
        role="img"
        aria-label={description}
        className="border-line aspect-square w-full rounded-lg border"
      />
      <figcaption className="text-ink-soft mt-1 text-sm">{caption}</figcaption>
    </figure>
  );
}
