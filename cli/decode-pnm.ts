/**
 * PBM, PGM and PPM, in which many sets of laboratory portraits are kept and which sharp does not read: as text (P1 to P3) or
 * as bytes (P4 to P6), values of one byte or two. Source: Netpbm's manual pages pbm(5), pgm(5) and ppm(5).
 */
import type { RawPixels } from "./raw-pixels";

/** The header may hold comments; so many characters of it are looked at. */
const LONGEST_HEADER = 4096;
const GAP = "(?:\\s|#[^\\n]*\\n)+";
const HEADER = new RegExp(`^P(?:([14])${GAP}(\\d+)${GAP}(\\d+)|([2356])${GAP}(\\d+)${GAP}(\\d+)${GAP}(\\d+))\\s`);
const LARGEST_VALUE = 65_535;

/** Throws an Error of one line where the file is not whole. */
export function decodePnm(bytes: Buffer): RawPixels {
  const header = HEADER.exec(bytes.toString("latin1", 0, LONGEST_HEADER));
  if (!header) throw new Error("got a PNM file without a whole header, expected width, height and largest value");
  const kind = Number(header[1] ?? header[4]);
  const [width, height] = [Number(header[2] ?? header[5]), Number(header[3] ?? header[6])];
  const isBitmap = kind % 3 === 1;
  const largest = isBitmap ? 1 : Number(header[7]);
  const channels = kind % 3 === 0 ? 3 : 1;
  if (width === 0 || height === 0 || largest === 0 || largest > LARGEST_VALUE) {
    throw new Error(
      `got a PNM file of ${width} x ${height} pixels with values to ${largest}, expected at least 1 x 1 and 1 to ${LARGEST_VALUE}`,
    );
  }
  const body = bytes.subarray(header[0].length);
  const values = kind <= 3 ? readText(body, isBitmap) : isBitmap ? readBits(body, width) : readBytes(body, largest);
  const count = width * height * channels;
  if (values.length < count) throw new Error(`got a PNM file with ${values.length} values, expected ${count}`);
  const scale = 255 / largest;
  // Of a bitmap 1 is black.
  const toByte = isBitmap ? (value: number) => 255 * (1 - value) : (value: number) => value * scale;
  return { width, height, channels, data: Uint8ClampedArray.from(values.subarray(0, count), toByte) };
}

/** A bitmap's digits need no space between them. */
function readText(body: Buffer, isBitmap: boolean): Uint16Array {
  const text = body.toString("latin1").replace(/#.*/g, "");
  return Uint16Array.from(text.match(isBitmap ? /[01]/g : /\d+/g) ?? [], Number);
}

/** Each row begins with a new byte, the leftmost pixel its highest bit. */
function readBits(body: Buffer, width: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const rows = Math.floor(body.length / rowBytes);
  return Uint8Array.from({ length: rows * width }, (_, index) => {
    const x = index % width;
    return (body[Math.floor(index / width) * rowBytes + (x >> 3)] >> (7 - (x & 7))) & 1;
  });
}

function readBytes(body: Buffer, largest: number): Uint8Array | Uint16Array {
  return largest < 256
    ? body
    : Uint16Array.from({ length: body.length >> 1 }, (_, index) => body.readUInt16BE(2 * index));
}
