/** Which formats are read, and what a file's first bytes tell, whatever it is called. */

/** For people. */
export const READABLE_FORMATS = "jpg, png, webp, avif, tiff, gif, bmp, pgm, ppm or pbm";

/** So many are looked at. */
export const SIGNATURE_BYTES = 16;

/** Of the containers that also hold films: what says that this one holds a picture. */
const PICTURE_BRANDS = /^(?:avif|avis|heic|heix|heim|heis|hevc|mif1|msf1)/;

/** `start`: SIGNATURE_BYTES or more, fewer where the file is shorter. Also true of formats that cannot be read here, such as HEIC. */
export function beginsAPicture(start: Buffer): boolean {
  const text = start.toString("latin1", 0, SIGNATURE_BYTES);
  return (
    /^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|RIFF[^]{4}WEBP)/.test(text) ||
    (text.slice(4, 8) === "ftyp" && PICTURE_BRANDS.test(text.slice(8))) ||
    isBmp(start) ||
    isPnm(start)
  );
}

/** Behind "BM" and the file's size stand four empty bytes. */
export const isBmp = (start: Buffer): boolean => /^BM[^]{4}\0{4}/.test(start.toString("latin1", 0, 10));

/** "P1" to "P6", then a space or a comment. */
export const isPnm = (start: Buffer): boolean => /^P[1-6][\s#]/.test(start.toString("latin1", 0, 3));
