/** Files and folders of the command line -> picture files: folders are searched through, sorted by name. */
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";

/** HEIC too, which most builds of libvips do not read: a phone's pictures must not be left out without a word. */
const PICTURE_EXTENSIONS = new Set(".jpg .jpeg .jpe .jfif .png .webp .avif .heic .heif .tif .tiff .gif".split(" "));

/** A file that was named is kept whatever its name, so that a wrong one gets its error line; a missing one too. */
export async function listPictures(paths: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (entry) => entry.isDirectory(),
        () => false,
      );
      return isFolder ? (await picturesIn(path)).sort() : [path];
    }),
  );
  return lists.flat();
}

/** A folder that cannot be read stands in the list itself, so that it gets an error line and stops nothing else. */
async function picturesIn(folder: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return [folder];
  }
  const lists = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return picturesIn(path);
      return isPicture(entry) ? [path] : [];
    }),
  );
  return lists.flat();
}

/** Links to files count, links to folders are not followed; "._" begins macOS' notes about a file. */
function isPicture(entry: Dirent): boolean {
  const isFile = entry.isFile() || entry.isSymbolicLink();
  return isFile && PICTURE_EXTENSIONS.has(extname(entry.name).toLowerCase()) && !entry.name.startsWith("._");
}
