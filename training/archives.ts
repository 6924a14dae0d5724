/**
 * The archives of ../shared/data, <set>/<split>.zip, or the folders <set>/<split>/ that lie there unpacked: which
 * pictures they hold, and the pictures' bytes.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { unzipSync } from "fflate";

export interface ArchivedPicture {
  /** Path below the root, with "/"; a folder that lies there as ZIP archive counts as folder. */
  readonly id: string;
}

const FER_ARCHIVES = ["train", "public_test", "private_test"];

/** Links count as what they lead to; one that leads nowhere is no folder. */
export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

export function hasArchive(root: string, folder: string): boolean {
  return existsSync(join(root, `${folder}.zip`)) || existsSync(join(root, folder));
}

/** Ids of all pictures of an archive, sorted. Nothing is unpacked. Throws Error for one that is not there. */
export function picturesIn(root: string, folder: string): string[] {
  if (!hasArchive(root, folder))
    throw new Error(`${join(root, folder)}: got neither a folder nor a .zip, expected one`);
  const archive = join(root, `${folder}.zip`);
  const names = existsSync(archive) ? membersOf(archive) : readdirSync(join(root, folder));
  return names.sort().map((name) => `${folder}/${name}`);
}

/**
 * Ids of all pictures of a set, archive by archive in the order of the files' names; they begin with the folder's own
 * name. Throws Error for a folder in the place of a picture.
 */
export function picturesOfSet(folder: string): string[] {
  const entries = readdirSync(folder).sort();
  const archives = entries.filter((entry) => entry.endsWith(".zip") || isFolder(join(folder, entry)));
  for (const path of archives.map((entry) => join(folder, entry)).filter(isFolder)) {
    const names = readdirSync(path).sort();
    const other = names.find((name) => !statSync(join(path, name)).isFile());
    if (other) throw new Error(`${join(path, other)}: got a folder, expected pictures in ${path}`);
  }
  // One that is there packed and unpacked is read once.
  const names = new Set(archives.map((entry) => basename(entry, ".zip")));
  return [...names].flatMap((name) => picturesIn(dirname(folder), `${basename(folder)}/${name}`));
}

/** FER2013's rows -> ids: its files are named after their row, in any picture format. */
export function fer2013Pictures(root: string): ReadonlyMap<number, string> {
  const ids = FER_ARCHIVES.flatMap((archive) => picturesIn(root, `fer2013/${archive}`));
  return new Map(ids.map((id) => [Number.parseInt(id.slice(id.lastIndexOf("/") + 1), 10), id]));
}

/** Reads pictures archive by archive, each archive once. Throws Error for one that is not there. */
export function* readPictures<Entry extends ArchivedPicture>(
  root: string,
  entries: readonly Entry[],
): Generator<readonly [Entry, Uint8Array]> {
  const byFolder = new Map<string, Entry[]>();
  for (const entry of entries) {
    const folder = folderOf(root, entry.id);
    const sameFolder = byFolder.get(folder);
    if (sameFolder) sameFolder.push(entry);
    else byFolder.set(folder, [entry]);
  }
  for (const [folder, wanted] of byFolder) {
    const archive = join(root, `${folder}.zip`);
    if (!existsSync(archive)) {
      for (const entry of wanted) yield [entry, readFileSync(join(root, entry.id))];
      continue;
    }
    const names = new Set(wanted.map(({ id }) => id.slice(folder.length + 1)));
    const files = unzipSync(readFileSync(archive), { filter: ({ name }) => names.has(name) });
    for (const entry of wanted) {
      const bytes = files[entry.id.slice(folder.length + 1)];
      if (!bytes) throw new Error(`${archive}: got no member for ${entry.id}, expected one`);
      yield [entry, bytes];
    }
  }
}

/** Where a picture lies, or the ZIP archive that holds it, which may have folders of its own. */
function folderOf(root: string, id: string): string {
  for (let folder = dirname(id); folder !== "."; folder = dirname(folder)) {
    if (existsSync(join(root, `${folder}.zip`))) return folder;
  }
  return dirname(id);
}

function membersOf(archive: string): string[] {
  const names: string[] = [];
  unzipSync(readFileSync(archive), {
    filter({ name }) {
      names.push(name);
      return false;
    },
  });
  return names;
}
