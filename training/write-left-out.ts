/**
 * Writes training/left-out.json: which training pictures are copies of test pictures.
 *
 *   npm run train:left-out -- --data ../shared/data
 *
 * In: the archives of --data and training/config*.json. No randomness. About a minute on two cores.
 */
import { parseArgs } from "node:util";
import { requireDataFolder } from "./data-folder";
import { findCopies } from "./find-copies";
import { LEFT_OUT_FILE, type LeftOut } from "./left-out";
import { LARGEST_DISTANCE, SMALLEST_CORRELATION, THUMBNAIL_SIDE } from "./picture-print";
import { printPictures } from "./print-pictures";
import { replaceFile } from "./replace-file";
import { readTrainedSplits, testPictures, trainingPictures } from "./split-pictures";

const data = requireDataFolder(parseArgs({ options: { data: { type: "string" } } }).values.data);

const tests = await printPictures(data, testPictures(data));
const training = await printPictures(data, trainingPictures(data, readTrainedSplits()));
const copies = findCopies(training, tests);
const leftOut: LeftOut = {
  madeBy: "training/write-left-out.ts",
  rule:
    `equal pixels, or perceptual hashes of 64 bits that differ in ${LARGEST_DISTANCE} at most and thumbnails of ` +
    `${THUMBNAIL_SIDE} x ${THUMBNAIL_SIDE} that correlate by ${SMALLEST_CORRELATION} at least`,
  copies,
};
replaceFile(LEFT_OUT_FILE, `${JSON.stringify(leftOut, null, 1)}\n`);
const count = Object.keys(copies).length;
console.log(`${training.length} training and ${tests.length} test pictures, ${count} copies: wrote ${LEFT_OUT_FILE}`);
