/** Pixels without a format around them, as sharp takes them. */
export interface RawPixels {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  /** Rows from the top, 0 to 255, height * width * channels. */
  readonly data: Uint8Array | Uint8ClampedArray;
}
