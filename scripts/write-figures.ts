/**
 * Fills the tables of README.md and MODEL_CARD.md from generated reports, so that nobody types a figure: `npm run figures`.
 * Which reports: document-figures.ts. Ends with exit code 1 where there is no accuracy.json.
 */
import { writeFileSync } from "node:fs";
import { fillDocuments } from "./document-figures";

try {
  for (const { file, path, before, after } of fillDocuments()) {
    writeFileSync(path, after);
    console.log(`${file}: ${after === before ? "unchanged" : "figures written"}`);
  }
} catch (error) {
  console.error(`figures: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
