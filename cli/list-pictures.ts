/** Files and folders of the command line -> picture files: folders are searched through, sorted by name. */
import { closeSync, openSync, readSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { beginsAPicture, SIGNATURE_BYTES } from "./picture-formats";
import { printable } from "./printable";

/**
 * Also some that cannot be read, such as HEIC: a phone's pictures must not be left out without a word. Files with other
 * names are looked into.
 */
const PICTURE_EXTENSIONS = new Set(
  ".jpg .jpeg .jpe .jfif .png .webp .avif .heic .heif .tif .tiff .gif .bmp .jp2 .jxl .pgm .ppm .pnm .pbm .dng".split(
    " ",
  ),
);
/** What systems leave in folders without being asked, besides names that begin with a dot: also deleted pictures and small copies. */
const SYSTEM_FILES = new Set(["thumbs.db", "desktop.ini"]);
/** Of a kind, in the line about what was left out. */
const MOST_NAMED = 5;

export interface PictureList {
  readonly files: readonly string[];
  /** Names of the files in folders that are no pictures; of hidden ones nobody wants to hear. */
  readonly leftOut: readonly string[];
  /** Folders in which no picture is, however deep; of one inside another only the outer one. */
  readonly empty: readonly string[];
}

const NOTHING: PictureList = { files: [], leftOut: [], empty: [] };

/**
 * Relative paths start at `base` and stay as they were typed, also in front of what a folder holds. A file that was named
 * is kept whatever its name, so that a wrong one gets its error line; a missing one too.
 */
export async function listPictures(paths: readonly string[], base = "."): Promise<PictureList> {
  return together(
    await Promise.all(
      paths.map(async (path) => {
        if (!(await isFolder(resolve(base, path)))) return { ...NOTHING, files: [path] };
        const list = await searchFolder(path, base);
        return { ...list, files: [...list.files].sort() };
      }),
    ),
  );
}

/** What `list` lacks, in one line; null where there is nothing to tell. */
export function leftOutLine({ leftOut, empty }: PictureList): string | null {
  const counts = new Map<string, number>();
  for (const name of leftOut) {
    const extension = extname(name).toLowerCase() || "without extension";
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }
  const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([extension, count]) => `${extension} ${count}`);
  const files = leftOut.length === 1 ? "1 file that is no picture" : `${leftOut.length} files that are no pictures`;
  const parts = [
    ...(leftOut.length > 0 ? [`${files} (${firstOf(kinds)})`] : []),
    ...(empty.length > 0 ? [`no picture in ${firstOf(empty.map((folder) => below(folder, "")))}`] : []),
  ];
  return parts.length > 0 ? printable(`left out: ${parts.join("; ")}`) : null;
}

function firstOf(words: readonly string[]): string {
  const more = words.length - MOST_NAMED;
  return [...words.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/**
 * Links are followed, but not in circles: `above` holds the folders on the way. A folder that cannot be read stands in the
 * list itself, so that it gets an error line and stops nothing else.
 */
async function searchFolder(folder: string, base: string, above: readonly string[] = []): Promise<PictureList> {
  try {
    const real = await realpath(resolve(base, folder));
    if (above.includes(real)) return NOTHING;
    const names = (await readdir(real)).filter((name) => !isHidden(name));
    const lists = await Promise.all(
      names.map(async (name): Promise<PictureList> => {
        const [path, place] = [below(folder, name), join(real, name)];
        const kind = await kindOf(place);
        if (kind === "folder") return searchFolder(path, base, [...above, real]);
        return kind === "picture" ? { ...NOTHING, files: [path] } : { ...NOTHING, leftOut: [name] };
      }),
    );
    const list = together(lists);
    return list.files.length > 0 ? list : { ...list, empty: [folder] };
  } catch {
    return { ...NOTHING, files: [folder] };
  }
}

const together = (lists: readonly PictureList[]): PictureList => ({
  files: lists.flatMap(({ files }) => files),
  leftOut: lists.flatMap(({ leftOut }) => leftOut),
  empty: lists.flatMap(({ empty }) => empty),
});

/** Not path.join, which would tidy up the folder's name. */
const below = (folder: string, name: string): string =>
  folder.endsWith("/") || folder.endsWith(sep) ? `${folder}${name}` : `${folder}${sep}${name}`;

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );

/** A link that leads nowhere counts as a picture: it may have led to one, or to a folder of them, and so gets an error line. */
async function kindOf(path: string): Promise<"folder" | "picture" | "other"> {
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) return "folder";
    if (PICTURE_EXTENSIONS.has(extname(path).toLowerCase())) return "picture";
    return entry.isFile() && beginsAPicture(readStart(path)) ? "picture" : "other";
  } catch {
    return "picture";
  }
}

/** One file after the other: a folder may hold more of them than may be open at a time. */
function readStart(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(SIGNATURE_BYTES);
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

const isHidden = (name: string): boolean => name.startsWith(".") || SYSTEM_FILES.has(name.toLowerCase());
