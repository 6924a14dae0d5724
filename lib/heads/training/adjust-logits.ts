/**
 * A trained head's labels as frequent as they were in training, or all alike, or in between: people before a camera, and
 * posed pictures, do not show the expressions in FER2013's shares.
 * Source: Menon et al., "Long-tail learning via logit adjustment", ICLR 2021, section 4 (post hoc).
 */
import { classPairs } from "../couple-pairs";
import type { HeadArray, HeadContent } from "../head-file";

/**
 * Divides each label's probability by its share to the power of `part` (and by their sum). For SVMs the odds of each pair
 * are divided by those of its shares in the same way, before they are coupled.
 *
 * `content`: calibrated, so with a temperature or `platt`; `shares`: one a label, above 0; `part`: 0 changes nothing, 1
 * takes the labels for equally frequent. Throws RangeError for shares or a part that do not fit.
 */
export function adjustLogits(content: HeadContent, shares: readonly number[], part: number): HeadContent {
  const { labels, temperature = 1 } = content.header;
  if (shares.length !== labels.length || !shares.every((share) => share > 0))
    throw new RangeError(`shares: got ${shares.join(", ")}, expected ${labels.length} numbers above 0`);
  if (!(part >= 0 && part <= 1)) throw new RangeError(`part: got ${part}, expected 0 to 1`);
  const offsets = shares.map((share) => -part * Math.log(share));
  const change = (name: string, offsetOf: (index: number) => number): HeadContent => {
    const { shape, data } = content.arrays[name];
    const changed: HeadArray = { shape, data: Float32Array.from(data, (value, index) => value + offsetOf(index)) };
    return { ...content, arrays: { ...content.arrays, [name]: changed } };
  };
  if (content.arrays.platt) {
    const pairs = classPairs(labels.length);
    // [pairs, 2]: A and B, and B alone speaks against a pair's first label whatever its decision value is (fit-platt.ts).
    return change("platt", (index) => {
      const [first, second] = pairs[index >> 1];
      return index % 2 === 0 ? 0 : offsets[second] - offsets[first];
    });
  }
  return change(lastBias(content), (label) => temperature * offsets[label]);
}

function lastBias({ arrays }: HeadContent): string {
  const layers = Object.keys(arrays).filter((name) => /^bias\d+$/.test(name)).length;
  return `bias${layers - 1}`;
}
