/** Files and folders of the command line -> picture files: folders are searched through, sorted by name. */
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, resolve } from "node:path";

/** Also some that most builds of libvips do not read, such as HEIC: a phone's pictures must not be left out without a word. */
const PICTURE_EXTENSIONS = new Set(
  ".jpg .jpeg .jpe .jfif .png .webp .avif .heic .heif .tif .tiff .gif .bmp .jp2 .jxl".split(" "),
);

/**
 * Relative paths start at `base` and stay as they are. A file that was named is kept whatever its name, so that a wrong one
 * gets its error line; a missing one too.
 */
export async function listPictures(paths: readonly string[], base = "."): Promise<string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => ((await isFolder(resolve(base, path))) ? (await picturesIn(path, base)).sort() : [path])),
  );
  return lists.flat();
}

/**
 * Links are followed, but not in circles: `above` holds the folders on the way. A folder that cannot be read stands in the
 * list itself, so that it gets an error line and stops nothing else.
 */
async function picturesIn(folder: string, base: string, above: readonly string[] = []): Promise<string[]> {
  try {
    const real = await realpath(resolve(base, folder));
    if (above.includes(real)) return [];
    const names = await readdir(real);
    const lists = await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        if (await isFolder(join(real, name))) return picturesIn(path, base, [...above, real]);
        return isPicture(name) ? [path] : [];
      }),
    );
    return lists.flat();
  } catch {
    return [folder];
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

/** "._" begins macOS' notes about a file. */
const isPicture = (name: string): boolean =>
  PICTURE_EXTENSIONS.has(extname(name).toLowerCase()) && !name.startsWith("._");
