/** The manifest after new heads: the shipped files themselves must give the entries that training/export.py wrote. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseManifest } from "../../lib/models/manifest";
import { updateManifest } from "../../training/ship-heads/update-manifest";
import { headBytes, floats, headHeader } from "../helpers/head-files";
import { thrownBy } from "../helpers/thrown-error";

const read = (file: string): Uint8Array => readFileSync(new URL(`../../public/models/${file}`, import.meta.url));
const manifest = parseManifest(read("manifest.json"));
const files = new Map(manifest.heads.map(({ id, file }) => [id, read(file)]));
const MADE_BY = { commit: "c".repeat(40), command: "npm run ship:heads", seed: 1, chosenFrom: "DS4, equalized." };

it("describes the head files, and says what made them; the seven-label head stays", () => {
  const updated = updateManifest(manifest, files, "linear-svm", MADE_BY);
  expect(updated.files).toEqual(manifest.files);
  expect(updated).toMatchObject({ defaultHead: "linear-svm", headsMadeBy: MADE_BY, labels7Head: manifest.labels7Head });
  expect(updated.accuracy).toEqual({ publicTest: {}, privateTest: {} });
  expect(parseManifest(new TextEncoder().encode(JSON.stringify(updated)))).toEqual(updated);
});

it("another file of a head gets an entry of its own", () => {
  const { sha256: backbone } = manifest.backbone;
  const header = { ...headHeader("network", ["happy", "sad"]), backbone, preprocessing: manifest.preprocessing };
  const small = headBytes(header, { weights0: floats([2, 2], 1, 2, 3, 4), bias0: floats([2], 0, 0) });
  const changed = updateManifest(manifest, new Map([...files, ["narrow-network", small]]), "linear-svm", MADE_BY);
  expect(changed.files["heads/narrow-network.head"]).toMatchObject({
    bytes: small.length,
    dtype: "float32",
    shapes: { mean: [2], deviation: [2], weights0: [2, 2], bias0: [2] },
  });
  expect(changed.files["heads/wide-network.head"]).toEqual(manifest.files["heads/wide-network.head"]);
});

it("a head without a file, and a file for another backbone, are refused", () => {
  const without = new Map([...files].filter(([id]) => id !== "cubic-svm"));
  expect(() => updateManifest(manifest, without, "linear-svm", MADE_BY)).toThrow("heads: got none of cubic-svm");
  const other = headBytes(headHeader("network", ["happy", "sad"]), {});
  const message = thrownBy(() => updateManifest(manifest, new Map([...files, ["cubic-svm", other]]), "x", MADE_BY));
  expect(message).toMatchObject({ code: "bad-model", stage: "heads/cubic-svm.head" });
});
