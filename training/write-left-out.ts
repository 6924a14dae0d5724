/**
 * Writes which training pictures are copies of test pictures: training/left-out.json, or, for an ImageFolder that is to
 * be trained on besides (train.py --extra), WORK/FOLDER.left-out.json.
 *
 *   npm run train:left-out -- --data ../shared/data
 *   npm run train:left-out -- --data ../shared/data --extra PARENT/FOLDER [--work training/work]
 *
 * In: the archives of --data and training/config*.json. No randomness. About a minute on two cores.
 */
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { fromTypedIn } from "../cli/typed-in";
import { requireDataFolder } from "./data-folder";
import { findCopies } from "./find-copies";
import { LEFT_OUT_FILE, type LeftOut } from "./left-out";
import { LARGEST_DISTANCE, SMALLEST_CORRELATION, THUMBNAIL_SIDE } from "./picture-print";
import { printPictures } from "./print-pictures";
import { replaceFile } from "./replace-file";
import { imageFolderPictures, readTrainedSplits, testPictures, trainingPictures } from "./split-pictures";

const { values } = parseCommandLine({
  options: { data: { type: "string" }, extra: { type: "string" }, work: { type: "string" } },
});
const data = requireDataFolder(values.data);
const work = fromTypedIn(values.work ?? join(import.meta.dirname, "work"));
const extra = values.extra === undefined ? null : fromTypedIn(values.extra);

const training = await (extra
  ? printPictures(dirname(extra), imageFolderPictures(extra))
  : printPictures(data, trainingPictures(data, readTrainedSplits())));
const tests = await printPictures(data, testPictures(data));
const copies = findCopies(training, tests);
const leftOut: LeftOut = {
  madeBy: "training/write-left-out.ts",
  rule:
    `equal pixels, or perceptual hashes of 64 bits that differ in ${LARGEST_DISTANCE} at most and thumbnails of ` +
    `${THUMBNAIL_SIDE} x ${THUMBNAIL_SIDE} that correlate by ${SMALLEST_CORRELATION} at least`,
  ...(extra && { compared: training.length }),
  copies,
};
const file = extra ? join(work, `${basename(extra)}.left-out.json`) : LEFT_OUT_FILE;
mkdirSync(dirname(file), { recursive: true });
replaceFile(file, `${JSON.stringify(leftOut, null, 1)}\n`);
const count = Object.keys(copies).length;
console.log(`${training.length} training and ${tests.length} test pictures, ${count} copies: wrote ${file}`);
