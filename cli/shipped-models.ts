/** The model files that this repository ships, for programs that run in Node. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseManifest, type Manifest } from "../lib/models/manifest";

export const MODELS_FOLDER = join(import.meta.dirname, "../public/models");

export const readShippedManifest = (): Manifest => parseManifest(readFileSync(join(MODELS_FOLDER, "manifest.json")));
