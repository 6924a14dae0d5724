/** The cache survives being closed, opened again and cut off in the middle of a record. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRecordStore } from "../../training/experiments/record-store";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mien-records-"));
  path = join(folder, "deeper/cache");
});
afterEach(() => rmSync(folder, { recursive: true }));

const KEYS = ["a", "b", "c"].map((digit) => digit.repeat(64));

function fill(): void {
  const store = openRecordStore(path, 4);
  KEYS.slice(0, 2).forEach((key, index) => store.write(key, Uint8Array.of(index, 1, 2, 3)));
  store.close();
}

it("gives back what was written, now and after opening again", () => {
  fill();
  const store = openRecordStore(path, 4);
  expect([...store.read(KEYS[0])]).toEqual([0, 1, 2, 3]);
  expect([...store.read(KEYS[1])]).toEqual([1, 1, 2, 3]);
  store.write(KEYS[2], Uint8Array.of(9, 9, 9, 9));
  expect([...store.read(KEYS[2])]).toEqual([9, 9, 9, 9]);
  expect(store.has(KEYS[2])).toBe(true);
  store.close();
});

it("keeps the first record of a key", () => {
  fill();
  const store = openRecordStore(path, 4);
  store.write(KEYS[0], Uint8Array.of(7, 7, 7, 7));
  expect([...store.read(KEYS[0])]).toEqual([0, 1, 2, 3]);
  store.close();
  expect(statSync(`${path}.data`).size).toBe(8);
});

it("cuts off a record without its key, a key without its record, and halves of either", () => {
  fill();
  appendFileSync(`${path}.data`, Uint8Array.of(5, 5));
  appendFileSync(`${path}.keys`, Uint8Array.of(1, 2, 3));
  let store = openRecordStore(path, 4);
  store.write(KEYS[2], Uint8Array.of(6, 6, 6, 6));
  expect([...store.read(KEYS[2])]).toEqual([6, 6, 6, 6]);
  store.close();
  truncateSync(`${path}.data`, 7);
  store = openRecordStore(path, 4);
  expect(KEYS.map((key) => store.has(key))).toEqual([true, false, false]);
  expect([...store.read(KEYS[0])]).toEqual([0, 1, 2, 3]);
  store.close();
});

it("is open in one program at a time; a program that was killed holds it no more", async () => {
  fill();
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const ended = once(other, "exit");
  try {
    writeFileSync(`${path}.lock`, String(other.pid));
    expect(() => openRecordStore(path, 4)).toThrow(`got it open in another program (process ${other.pid})`);
  } finally {
    other.kill("SIGKILL");
    await ended;
  }
  openRecordStore(path, 4).close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

it("refuses an unknown key and a record of another size", () => {
  fill();
  const store = openRecordStore(path, 4);
  expect(() => store.read(KEYS[2])).toThrow("got no record cccccccccccc…, expected one");
  expect(() => store.write(KEYS[2], new Uint8Array(5))).toThrow("got a record of 5 bytes, expected 4");
  store.close();
});
