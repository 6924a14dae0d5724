/** The manifest refuses what does not fit and names the field; a loaded file is the one it describes, or is refused. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PipelineError } from "../../lib/errors";
import { parseManifest, PREPROCESSING_ID, type Manifest } from "../../lib/models/manifest";
import { joinBytes, loadFile, type ModelSource } from "../../lib/models/model-source";
import { rejectionOf, thrownBy } from "../helpers/thrown-error";

const HASH = "0123456789abcdef".repeat(4);
const FILE = { sha256: HASH, bytes: 8, dtype: "float32" };
const ACCURACY = { threeRaw: 0.9, threeMajority: 0.95, seven: 0.6 };
const HEAD = { id: "linear-svm", name: "Linear SVM", file: "heads/linear-svm.head", labels: ["happy", "sad"] };

const MANIFEST: Manifest = {
  version: 1,
  preprocessing: PREPROCESSING_ID,
  madeBy: { commit: "0000000", command: "npm run train:export", seed: 1 },
  files: { "detector/model.json": { ...FILE, dtype: "json" }, "heads/linear-svm.head": FILE },
  detector: { model: "detector/model.json", weights: "detector/weights.bin" },
  backbone: {
    sha256: HASH,
    dtype: "int8",
    features: 2048,
    shards: ["backbone/shard0.bin"],
    layers: [
      {
        name: "stem",
        shape: [7, 7, 1, 64],
        stride: 2,
        padding: 3,
        kernel: 0,
        sides: { "96": { scale: 3136, bias: 3392 } },
      },
    ],
    inputSides: [96, 128, 224],
    defaultSide: 96,
  },
  heads: [HEAD],
  defaultHead: "linear-svm",
  labels7Head: { ...HEAD, id: "seven-labels" },
  decision: { minimumExpressionShare: 0.4, restWeight: 0.2, minimumLabelShare: 0.3 },
  selfTest: { detector: "detector/self-test.json", backbone: "backbone/self-test.json" },
  accuracy: { publicTest: { "96": ACCURACY }, privateTest: { "96": ACCURACY } },
};

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const parse = (value: unknown): Manifest => parseManifest(encode(value));

/** The manifest with the value at `path` replaced; undefined takes it out. */
function changed(path: readonly string[], value: unknown): unknown {
  // Not structuredClone, which would keep the constants above shared between the places that use them.
  const copy = JSON.parse(JSON.stringify(MANIFEST)) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((object, key) => object[key] as Record<string, unknown>, copy);
  parent[path[path.length - 1]] = value;
  return copy;
}

describe("parseManifest", () => {
  it("gives back a manifest that fits", () => {
    expect(parse(MANIFEST)).toEqual(MANIFEST);
  });

  it("takes what made the heads apart from the rest, with the rule that chose them", () => {
    const headsMadeBy = { ...MANIFEST.madeBy, command: "npm run ship:heads", chosenFrom: "DS4, equalized." };
    expect(parse({ ...MANIFEST, headsMadeBy })).toEqual({ ...MANIFEST, headsMadeBy });
    const error = thrownBy(() => parse({ ...MANIFEST, headsMadeBy: MANIFEST.madeBy }));
    expect(error.message).toContain("manifest.json does not fit its schema: headsMadeBy.chosenFrom: ");
  });

  it("takes the gate for covered faces, whole or not at all", () => {
    const head = { id: "covered", name: "Covered", file: "heads/covered.head", labels: ["clear", "covered"] };
    const coveredGate = { head, maximumCovered: 0.9, madeBy: MANIFEST.madeBy };
    expect(parse({ ...MANIFEST, coveredGate })).toEqual({ ...MANIFEST, coveredGate });
    for (const field of ["head", "maximumCovered", "madeBy"]) {
      const error = thrownBy(() => parse({ ...MANIFEST, coveredGate: { ...coveredGate, [field]: undefined } }));
      expect(error.message).toContain(`manifest.json does not fit its schema: coveredGate.${field}: `);
    }
    const error = thrownBy(() => parse({ ...MANIFEST, coveredGate: { ...coveredGate, maximumCovered: 1.5 } }));
    expect(error.message).toContain("coveredGate.maximumCovered: ");
  });

  it("refuses what is no JSON", () => {
    const error = thrownBy(() => parseManifest(new TextEncoder().encode("<!doctype html>")));
    expect({ code: error.code, stage: error.stage }).toEqual({ code: "bad-model", stage: "manifest.json" });
    expect(error.message).toBe("manifest.json: got no JSON, expected a manifest");
  });

  it.each(Object.keys(MANIFEST))("refuses a manifest without %s and names it", (field) => {
    const error = thrownBy(() => parse(changed([field], undefined)));
    expect(error.code).toBe("bad-model");
    expect(error.message).toContain(`manifest.json does not fit its schema: ${field}: `);
    expect(error.message).toContain("expected");
  });

  it.each<[string, unknown]>([
    ["version", 2],
    ["preprocessing", "grey-1"],
    ["backbone.sha256", HASH.toUpperCase()],
    ["backbone.dtype", "float16"],
    ["backbone.shards", []],
    ["backbone.layers.0.shape", [7, 7, 64]],
    ["backbone.layers.0.kernel", 3],
    ["backbone.layers.0.sides.96.scale", 3],
    ["backbone.layers.0.stride", 0],
    ["backbone.inputSides.1", 100],
    ["backbone.defaultSide", 100],
    ["files.heads/linear-svm%head.bytes", 0],
    ["files.heads/linear-svm%head.sha256", "abc"],
    ["heads", []],
    ["heads.0.labels.1", 5],
    ["decision.minimumExpressionShare", 1.5],
    ["accuracy.publicTest.96.seven", "0.6"],
  ])("names %s when it is %j", (field, value) => {
    // A file's name holds a dot of its own, written % here.
    const path = field.split(".").map((key) => key.replace("%", "."));
    const error = thrownBy(() => parse(changed(path, value)));
    expect(error.code).toBe("bad-model");
    expect(error.message).toContain(`manifest.json does not fit its schema: ${path.join(".")}: `);
  });

  it("names every field that does not fit", () => {
    const broken = { ...MANIFEST, version: 2, defaultHead: 7, selfTest: {} };
    const { message } = thrownBy(() => parse(broken));
    for (const field of ["version", "defaultHead", "selfTest.detector", "selfTest.backbone"]) {
      expect(message).toContain(`${field}: `);
    }
  });

  it("reads or refuses any JSON, and never fails in another way", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(thrownBy(() => parse(value))).toMatchObject({ code: "bad-model", stage: "manifest.json" });
      }),
    );
  });
});

describe("loadFile", () => {
  const PATH = "heads/linear-svm.head";
  const CONTENT = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const sha256 = createHash("sha256").update(CONTENT).digest("hex");
  const manifest: Manifest = { ...MANIFEST, files: { [PATH]: { ...FILE, sha256, bytes: CONTENT.length } } };

  /** Gives `bytes` for every path, past caches `bytesAgain`, and keeps what was asked. */
  function sourceOf(bytes: Uint8Array, bytesAgain = bytes) {
    const asked: (string | null | boolean)[][] = [];
    const source: ModelSource = {
      async read(path, version, onBytes, again) {
        asked.push(again ? [path, version, again] : [path, version]);
        onBytes?.(bytes.length);
        return again ? bytesAgain : bytes;
      },
    };
    return { source, asked };
  }

  it("gives the bytes of the file that the manifest describes, and reports them", async () => {
    const { source, asked } = sourceOf(CONTENT);
    const reported: number[] = [];
    await expect(loadFile(source, manifest, PATH, (count) => reported.push(count))).resolves.toEqual(CONTENT);
    expect(reported).toEqual([8]);
    // The version in the address changes with the content, so that a cache may keep the file for ever.
    expect(asked).toEqual([[PATH, sha256.slice(0, 16)]]);
  });

  it("reads a file that is wrong once more past all caches", async () => {
    const { source, asked } = sourceOf(CONTENT.subarray(1), CONTENT);
    await expect(loadFile(source, manifest, PATH)).resolves.toEqual(CONTENT);
    expect(asked).toEqual([
      [PATH, sha256.slice(0, 16)],
      [PATH, sha256.slice(0, 16), true],
    ]);
  });

  it("refuses a file of another size and names it", async () => {
    const error = await rejectionOf(loadFile(sourceOf(CONTENT.subarray(1)).source, manifest, PATH));
    expect({ code: error.code, stage: error.stage }).toEqual({ code: "hash-mismatch", stage: PATH });
    expect(error.message).toBe(`${PATH} is damaged: got 7 bytes, expected 8`);
  });

  it("refuses any other content of the right size and names the file", async () => {
    const contents = fc.uint8Array({ minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        fc.pre(content.some((byte, index) => byte !== CONTENT[index]));
        const error = await rejectionOf(loadFile(sourceOf(content).source, manifest, PATH));
        expect(error.code).toBe("hash-mismatch");
        const got = createHash("sha256").update(content).digest("hex").slice(0, 16);
        expect(error.message).toBe(`${PATH} is damaged: got SHA-256 ${got}…, expected ${sha256.slice(0, 16)}…`);
      }),
    );
  });

  it("refuses a file that the manifest does not list, without asking for it", async () => {
    const { source, asked } = sourceOf(CONTENT);
    const error = await rejectionOf(loadFile(source, manifest, "heads/unlisted.head"));
    expect(error.code).toBe("bad-model");
    expect(error.message).toBe("manifest.json: got no entry for heads/unlisted.head, expected one");
    expect(asked).toEqual([]);
  });

  it("passes on that a file could not be read", async () => {
    const cause = new PipelineError("load-failed", PATH, `${PATH} could not be loaded`);
    const source: ModelSource = { read: () => Promise.reject(cause) };
    expect(await rejectionOf(loadFile(source, manifest, PATH))).toBe(cause);
  });
});

describe("joinBytes", () => {
  it("puts pieces one behind the other", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (pieces) => {
        expect([...joinBytes(pieces)]).toEqual(pieces.flatMap((piece) => [...piece]));
      }),
    );
  });
});
