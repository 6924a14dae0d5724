/** The shipped files, all of them, and few at a time: a file that waits for a connection would be given up as silent. */
import { expect, it } from "vitest";
import { MODELS_FOLDER } from "../../cli/shipped-models";
import { createFileSource } from "../../lib/models/file-source";
import type { ModelSource } from "../../lib/models/model-source";
import { loadModelFiles } from "../../lib/pipeline/load-pipeline";

it("loads every file of the manifest, at most four at a time, and tells how far it is", async () => {
  const files = createFileSource(MODELS_FOLDER);
  let atATime = 0;
  let most = 0;
  const source: ModelSource = {
    async read(...request) {
      most = Math.max(most, ++atATime);
      try {
        return await files.read(...request);
      } finally {
        atATime--;
      }
    },
  };
  const progress = new Map<string, readonly [loadedBytes: number, totalBytes: number]>();
  const { manifest, bytes } = await loadModelFiles(source, (group, loadedBytes, totalBytes) =>
    progress.set(group, [loadedBytes, totalBytes]),
  );
  expect([...bytes.keys()].sort()).toEqual(Object.keys(manifest.files).sort());
  expect(most).toBe(4);
  for (const [group, [loadedBytes, totalBytes]] of progress) expect(loadedBytes, group).toBe(totalBytes);
});
