/** One thread a core, unless there is no memory for so many. */
import { expect, it } from "vitest";
import { defaultThreads, usableMemoryBytes } from "../../cli/default-threads";

it.each([
  [2, 16e9, 2],
  [64, 16e9, 16],
  [4, 2.4e9, 2],
  [4, 0.2e9, 1],
])("%i cores and %d bytes: %i threads", (cores, bytes, threads) => {
  expect(defaultThreads(cores, bytes)).toBe(threads);
});

it.each([
  ["a container's limit", 2e9, 2e9],
  ["no limit, as some systems say it", 2 ** 64, 8e9],
  ["no limit, as others do", 0, 8e9],
])("%s: of 8 GB", (_, limit, bytes) => {
  expect(usableMemoryBytes(limit, 8e9)).toBe(bytes);
});
