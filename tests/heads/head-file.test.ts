/** The head file: what is written is read back as it was, and whatever does not fit is refused with got and expected. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PipelineError } from "../../lib/errors";
import { readHeadFile, writeHeadFile, type HeadArray, type HeadHeader } from "../../lib/heads/head-file";
import { bytes, floats, HEAD_FIT, HEAD_PATH, headHeader } from "../helpers/head-files";
import { thrownBy } from "../helpers/thrown-error";

const read = (file: Uint8Array) => readHeadFile(file, HEAD_PATH, HEAD_FIT);

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const headers: fc.Arbitrary<HeadHeader> = fc.record(
  {
    id: text,
    name: text,
    kind: fc.constantFrom<HeadHeader["kind"]>("linear", "network", "linear-svm", "poly-svm"),
    labels: fc.array(text, { minLength: 2, maxLength: 7 }),
    preprocessing: fc.constant(HEAD_FIT.preprocessing),
    backbone: fc.constant(HEAD_FIT.backbone),
    temperature: fc.double({ min: 1e-3, max: 100, noNaN: true }),
    gamma: fc.double({ min: 1e-6, max: 100, noNaN: true }),
    coef0: fc.integer({ min: -10, max: 10 }),
    degree: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ["id", "name", "kind", "labels", "preprocessing", "backbone"] },
);
const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 });
const headArrays: fc.Arbitrary<HeadArray> = shapes.chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  const exactly = { minLength: length, maxLength: length };
  return fc
    .oneof(fc.int8Array(exactly), fc.float32Array({ ...exactly, noNaN: true, noDefaultInfinity: true }))
    .map((data) => ({ shape, data }));
});
const named = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), headArrays, { maxKeys: 6 });

/** Its arrays end on a multiple of 8, so the file has no padding that could be cut off unseen. */
const GOOD = writeHeadFile({
  header: headHeader("linear", ["happy", "sad"]),
  arrays: { weights: floats([2, 2], 1, 2, 3, 4), marks: bytes([8], -128, -1, 0, 1, 2, 3, 4, 127) },
});

/** A file with this JSON for its header and `dataBytes` zeros behind it. */
function fileOf(header: string, dataBytes = 64): Uint8Array {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(Math.ceil((16 + json.length) / 8) * 8 + dataBytes);
  file.set(GOOD.subarray(0, 12));
  new DataView(file.buffer).setUint32(12, json.length, true);
  file.set(json, 16);
  return file;
}

const HEADER = {
  ...headHeader("linear", ["happy", "sad"]),
  arrays: { weights: { dtype: "float32", shape: [2], offset: 0 } },
};
const fileWith = (changes: Record<string, unknown>): Uint8Array => fileOf(JSON.stringify({ ...HEADER, ...changes }));

const changed = (change: (view: DataView) => void): Uint8Array => {
  const copy = GOOD.slice();
  change(new DataView(copy.buffer));
  return copy;
};
const withNumber = (value: number): Uint8Array =>
  writeHeadFile({ header: headHeader("linear", ["happy", "sad"]), arrays: { bias: floats([2], 0, value) } });

describe("writeHeadFile and readHeadFile", () => {
  it("give back every header and array as they were", () => {
    fc.assert(
      fc.property(headers, named, (header, arrays) => {
        const file = read(writeHeadFile({ header, arrays }));
        expect(file.header).toEqual(header);
        expect(Object.keys(file.arrays).sort()).toEqual(Object.keys(arrays).sort());
        for (const [name, { shape, data }] of Object.entries(arrays)) {
          expect(file.arrays[name].shape).toEqual(shape);
          expect(file.arrays[name].data.constructor).toBe(data.constructor);
          expect(file.arrays[name].data).toEqual(data);
        }
      }),
    );
  });

  it("work at any place of a larger buffer", () => {
    const buffer = new Uint8Array(GOOD.length + 3);
    buffer.set(GOOD, 3);
    expect(read(buffer.subarray(3))).toEqual(read(GOOD));
  });

  it("take a Node Buffer as well, whose slices are views", () => {
    expect(read(Buffer.from(GOOD))).toEqual(read(GOOD));
  });

  it("give arrays of their own, which a change of the file does not reach", () => {
    const file = GOOD.slice();
    const { arrays } = read(file);
    file.fill(0);
    expect([...arrays.weights.data]).toEqual([1, 2, 3, 4]);
  });

  it("keep little endian: the same bytes on every machine", () => {
    expect([...GOOD.subarray(0, 12)]).toEqual([...new TextEncoder().encode("MIENHEAD"), 1, 0, 0, 0]);
  });
});

describe("readHeadFile refuses", () => {
  it.each<[string, Uint8Array, ...string[]]>([
    ["an empty file", new Uint8Array(), "got 0 bytes", "expected a head file of more than 16"],
    ["a file that is too short", GOOD.slice(0, 15), "got 15 bytes", "expected a head file of more than 16"],
    ["another magic", changed((view) => view.setUint8(0, 88)), 'got magic "XIENHEAD"', 'expected "MIENHEAD"'],
    ["another version", changed((view) => view.setUint32(8, 2, true)), "got format version 2", "expected 1"],
    [
      "a header longer than the file",
      changed((view) => view.setUint32(12, GOOD.length, true)),
      `got a header of ${GOOD.length} bytes`,
      `expected at most ${GOOD.length - 16}`,
    ],
    ["a header that is no JSON", fileOf("{"), "got a header that is no JSON", "expected JSON"],
    ["a header that is no object", fileOf("null"), "expected object"],
    ["an unknown kind", fileWith({ kind: "forest" }), "header.kind", 'expected one of "linear"'],
    ["a single label", fileWith({ labels: ["happy"] }), "header.labels", "expected"],
    ["a temperature of 0", fileWith({ temperature: 0 }), "header.temperature", "expected"],
    ["a temperature that rises", fileWith({ temperatureSlope: 0.1 }), "header.temperatureSlope", "expected"],
    ["a lift of 0", fileWith({ lifts: [1, 0] }), "header.lifts.1", "expected"],
    ["a lift too many", fileWith({ lifts: [1, 1, 2] }), "header.lifts: got 3 numbers", "expected 2, one a label"],
    [
      "an unknown dtype",
      fileWith({ arrays: { w: { ...HEADER.arrays.weights, dtype: "float16" } } }),
      "header.arrays.w.dtype",
    ],
    [
      "a negative offset",
      fileWith({ arrays: { w: { ...HEADER.arrays.weights, offset: -8 } } }),
      "header.arrays.w.offset",
    ],
    [
      "another preprocessing",
      fileWith({ preprocessing: "old-preprocessing" }),
      'got "old-preprocessing"',
      'expected "test-preprocessing"',
    ],
    ["another backbone", fileWith({ backbone: "a".repeat(64) }), "got aaaaaaaaaaaa…", "expected bbbbbbbbbbbb…"],
    [
      "an array that ends past the file",
      GOOD.slice(0, -1),
      `array marks: got an end at byte ${GOOD.length}`,
      `expected at most ${GOOD.length - 1}`,
    ],
    ["NaN in an array", withNumber(NaN), "array bias: got NaN or infinity", "expected numbers"],
    ["infinity in an array", withNumber(-Infinity), "array bias: got NaN or infinity", "expected numbers"],
  ])("%s", (_, file, ...parts) => {
    const error = thrownBy(() => read(file));
    expect({ code: error.code, stage: error.stage }).toEqual({ code: "bad-model", stage: HEAD_PATH });
    for (const part of [`${HEAD_PATH}: `, ...parts]) expect(error.message).toContain(part);
  });

  it.each(["id", "name", "kind", "labels", "preprocessing", "backbone", "arrays"])("a header without %s", (field) => {
    const error = thrownBy(() => read(fileWith({ [field]: undefined })));
    expect(error.code).toBe("bad-model");
    expect(error.message).toContain(`${HEAD_PATH}: header.${field}: `);
    expect(error.message).toContain("expected");
  });

  it("a file cut off anywhere", () => {
    fc.assert(
      fc.property(fc.nat(GOOD.length - 1), (length) => {
        const error = thrownBy(() => read(GOOD.slice(0, length)));
        expect(error.code).toBe("bad-model");
        expect(error.message).toContain(HEAD_PATH);
      }),
    );
  });

  it("whatever a damaged byte makes unreadable, and never fails in another way", () => {
    fc.assert(
      fc.property(fc.nat(GOOD.length - 1), fc.integer({ min: 1, max: 255 }), (at, flipped) => {
        const file = GOOD.slice();
        file[at] ^= flipped;
        let refusal: unknown = null;
        try {
          read(file);
        } catch (error) {
          refusal = error;
        }
        // A changed number in an array or a changed letter in a name is readable; its hash tells (model-source.ts).
        if (refusal !== null) {
          expect(refusal).toBeInstanceOf(PipelineError);
          expect((refusal as PipelineError).code).toBe("bad-model");
        }
        // Magic and version are known in full, so no damage to them passes.
        if (at < 12) expect(refusal).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});
