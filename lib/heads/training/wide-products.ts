/**
 * The two products of a network's first layer, where nearly all of its training time goes at 2,048 features. Blocked so
 * that each number read from memory is used two to four times. Rows are float32, weights and sums float64.
 */

/** Features of a block in `addOuterProducts`: 4 rows and 2 gradients of 512 fit the first cache together. */
const BLOCK = 512;

/**
 * out[r, o] = bias[o] + sum over k of rows[start + r, k] * weights[o, k], for `size` rows. `weights` [outputs, features]
 * and `bias` [outputs] lie in `parameters` at 0 and `bias`; out [size, outputs] row by row.
 */
export function multiplyRows(
  rows: Float32Array,
  start: number,
  size: number,
  features: number,
  parameters: Float64Array,
  bias: number,
  outputs: number,
  out: Float64Array,
): void {
  for (let r = 0; r < size; r += 3) {
    // Past the end the last row or unit is computed again.
    const r1 = Math.min(r + 1, size - 1);
    const r2 = Math.min(r + 2, size - 1);
    const a0 = (start + r) * features;
    const a1 = (start + r1) * features;
    const a2 = (start + r2) * features;
    for (let o = 0; o < outputs; o += 2) {
      const o1 = Math.min(o + 1, outputs - 1);
      const w0 = o * features;
      const w1 = o1 * features;
      let s00 = parameters[bias + o];
      let s01 = parameters[bias + o1];
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      for (let k = 0; k < features; k++) {
        const x0 = rows[a0 + k];
        const x1 = rows[a1 + k];
        const x2 = rows[a2 + k];
        const y0 = parameters[w0 + k];
        const y1 = parameters[w1 + k];
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s20 += x2 * y0;
        s21 += x2 * y1;
      }
      out[r * outputs + o] = s00;
      out[r * outputs + o1] = s01;
      out[r1 * outputs + o] = s10;
      out[r1 * outputs + o1] = s11;
      out[r2 * outputs + o] = s20;
      out[r2 * outputs + o1] = s21;
    }
  }
}

/**
 * gradient[o, k] += sum over r of delta[r, o] * rows[start + r, k], for `size` rows: the gradient of the first layer's
 * weights, [outputs, features] at 0 of `gradient`. delta [size, outputs] row by row. Units that no row of a group of four
 * moves (ReLU cut them) are passed over.
 */
export function addOuterProducts(
  rows: Float32Array,
  start: number,
  size: number,
  features: number,
  delta: Float64Array,
  outputs: number,
  gradient: Float64Array,
): void {
  for (let block = 0; block < features; block += BLOCK) {
    const length = Math.min(BLOCK, features - block);
    for (let r = 0; r < size; r += 4) {
      const at = (start + r) * features + block;
      // Past the end the group's first row is read, times 0.
      const at1 = r + 1 < size ? at + features : at;
      const at2 = r + 2 < size ? at + 2 * features : at;
      const at3 = r + 3 < size ? at + 3 * features : at;
      for (let o = 0; o < outputs; o++) {
        const d0 = delta[r * outputs + o];
        const d1 = r + 1 < size ? delta[(r + 1) * outputs + o] : 0;
        const d2 = r + 2 < size ? delta[(r + 2) * outputs + o] : 0;
        const d3 = r + 3 < size ? delta[(r + 3) * outputs + o] : 0;
        if (d0 === 0 && d1 === 0 && d2 === 0 && d3 === 0) continue;
        const to = o * features + block;
        for (let k = 0; k < length; k++) {
          gradient[to + k] += d0 * rows[at + k] + d1 * rows[at1 + k] + d2 * rows[at2 + k] + d3 * rows[at3 + k];
        }
      }
    }
  }
}
