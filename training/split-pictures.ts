/**
 * The two sides of the split, as lists of pictures: what training/data.py trains on by any of training/config*.json, and
 * every picture that anything is tested on. Used to prove that no picture is on both (find-copies.ts).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fer2013Pictures, hasArchive, isFolder, picturesIn, picturesOfSet, type ArchivedPicture } from "./archives";
import { FER_CSV, readCsv } from "./test-sets";

/** Data sets besides FER2013 and their splits, e.g. affectnet_masked -> train, train2. */
export type TrainedSplits = ReadonlyMap<string, ReadonlySet<string>>;

/** Of all recipes together: the shipped weights are those of several runs. */
export function readTrainedSplits(folder: string = import.meta.dirname): TrainedSplits {
  const splits = new Map<string, Set<string>>();
  for (const file of readdirSync(folder).filter((name) => /^config.*\.json$/.test(name))) {
    const { sets } = JSON.parse(readFileSync(join(folder, file), "utf8")) as {
      sets: { name: string; splits: string[] }[];
    };
    for (const { name, splits: ofSet } of sets) splits.set(name, new Set([...(splits.get(name) ?? []), ...ofSet]));
  }
  return splits;
}

/** `root`: the folder of data sets. In FER2013's Training: rows with a certain label that are not marked as copies. */
export function trainingPictures(root: string, trained: TrainedSplits): ArchivedPicture[] {
  const pictureOf = fer2013Pictures(root);
  const fer = readCsv(join(root, FER_CSV), ["index", "split", "aligned", "drop"])
    .filter(({ split, aligned, drop }) => split === "Training" && aligned !== "0" && drop !== "1")
    .map(({ index }) => {
      const id = pictureOf.get(Number(index));
      if (!id) throw new Error(`fer2013.csv: got row ${index}, expected a picture of that name in an archive`);
      return { id };
    });
  const others = [...trained].flatMap(([set, splits]) =>
    readCsv(join(root, set, `${set}.csv`), ["file", "split"])
      .filter(({ split }) => splits.has(split))
      .map(({ file, split }) => ({ id: `${set}/${split}/${file}` })),
  );
  return [...fer, ...others];
}

/** Pictures of an ImageFolder, FOLDER/<label>/<file> or in FOLDER/<label>.zip; ids begin with the folder's own name. */
export function imageFolderPictures(folder: string): ArchivedPicture[] {
  const ids = existsSync(folder) ? picturesOfSet(folder) : [];
  if (ids.length === 0) throw new Error(`${folder}: got no pictures, expected folders of them, one a label`);
  return ids.map((id) => ({ id }));
}

/** FER2013's PublicTest and PrivateTest and the split "test" of every other set: whole archives, labelled or not. */
export function testPictures(root: string): ArchivedPicture[] {
  const sets = readdirSync(root).filter((name) => isFolder(join(root, name)));
  const tests = sets.map((name) => `${name}/test`).filter((folder) => hasArchive(root, folder));
  return ["fer2013/public_test", "fer2013/private_test", ...tests.sort()].flatMap((folder) =>
    picturesIn(root, folder).map((id) => ({ id })),
  );
}
