/** Files and folders of the command line -> picture files: folders are searched through, sorted by name. */
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";

const PICTURE_EXTENSIONS = new Set([".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif"]);

/** A file that was named is kept whatever its name, so that a wrong one gets its error line; a missing one too. */
export async function listPictures(paths: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (entry) => entry.isDirectory(),
        () => false,
      );
      if (!isFolder) return [path];
      const entries = await readdir(path, { withFileTypes: true, recursive: true });
      return entries
        .filter((entry) => entry.isFile() && PICTURE_EXTENSIONS.has(extname(entry.name).toLowerCase()))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    }),
  );
  return lists.flat();
}
