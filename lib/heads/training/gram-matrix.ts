/**
 * Dot products of all rows with each other, which every kernel of the SVMs is made of. Half of an SVM's training time
 * at 2,048 features, so it is blocked for registers (3 rows by 3) and for the cache (tiles of rows).
 */

/** Rows of a tile: 48 rows of 2,048 float32 are 384 KiB, which fits the second cache. A multiple of 3. */
const TILE = 48;

/**
 * `rows` [count, n] float32 -> [count, count] float32, symmetric. Summed in float64, rounded once.
 * Memory: 4 count^2 bytes (225 MB at 7,500 rows). `onRows` gets the number of finished rows after each tile.
 */
export function gramMatrix(rows: Float32Array, count: number, onRows?: (done: number) => void): Float32Array {
  const gram = new Float32Array(count * count);
  for (let tile = 0; tile < count; tile += TILE) {
    const tileEnd = Math.min(tile + TILE, count);
    for (let i = tile; i < count; i += 3) {
      for (let j = tile; j < tileEnd && j <= i; j += 3) fillBlock(rows, count, i, j, gram);
    }
    onRows?.(tileEnd);
  }
  return gram;
}

/** Rows i to i + 2 times rows j to j + 2, and mirrored. Past the last row the last one is computed again. */
function fillBlock(rows: Float32Array, count: number, i: number, j: number, gram: Float32Array): void {
  const features = rows.length / count;
  const last = count - 1;
  const i1 = Math.min(i + 1, last);
  const i2 = Math.min(i + 2, last);
  const j1 = Math.min(j + 1, last);
  const j2 = Math.min(j + 2, last);
  const a0 = i * features;
  const a1 = i1 * features;
  const a2 = i2 * features;
  const b0 = j * features;
  const b1 = j1 * features;
  const b2 = j2 * features;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  for (let k = 0; k < features; k++) {
    const x0 = rows[a0 + k];
    const x1 = rows[a1 + k];
    const x2 = rows[a2 + k];
    const y0 = rows[b0 + k];
    const y1 = rows[b1 + k];
    const y2 = rows[b2 + k];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
  }
  gram[i * count + j] = gram[j * count + i] = s00;
  gram[i * count + j1] = gram[j1 * count + i] = s01;
  gram[i * count + j2] = gram[j2 * count + i] = s02;
  gram[i1 * count + j] = gram[j * count + i1] = s10;
  gram[i1 * count + j1] = gram[j1 * count + i1] = s11;
  gram[i1 * count + j2] = gram[j2 * count + i1] = s12;
  gram[i2 * count + j] = gram[j * count + i2] = s20;
  gram[i2 * count + j1] = gram[j1 * count + i2] = s21;
  gram[i2 * count + j2] = gram[j2 * count + i2] = s22;
}
