/**
 * Records of one size on disk by content hash, so that a run that was cut off goes on where it was. Two files:
 * PATH.keys (32 bytes a record) and PATH.data. Appended data first, key second; what a crash left half written is cut
 * off when the store is opened. One process at a time, which PATH.lock holds.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const KEY_BYTES = 32;

export interface RecordStore {
  has(key: string): boolean;
  /** A new array of the record's bytes. Throws RangeError for a key that is not there. */
  read(key: string): Uint8Array<ArrayBuffer>;
  /** Keeps the first record of a key. Throws RangeError for a record of another size. */
  write(key: string, record: Uint8Array): void;
  close(): void;
}

/** Keys are 64 hexadecimal digits. Throws Error where another program has the store open. */
export function openRecordStore(path: string, recordBytes: number): RecordStore {
  mkdirSync(dirname(path), { recursive: true });
  const lock = lockStore(path);
  const keyFile = openSync(`${path}.keys`, "a+");
  const dataFile = openSync(`${path}.data`, "a+");
  const count = Math.floor(Math.min(fstatSync(keyFile).size / KEY_BYTES, fstatSync(dataFile).size / recordBytes));
  ftruncateSync(keyFile, count * KEY_BYTES);
  ftruncateSync(dataFile, count * recordBytes);
  const keys = Buffer.alloc(count * KEY_BYTES);
  readSync(keyFile, keys, 0, keys.length, 0);
  const places = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    places.set(keys.toString("hex", index * KEY_BYTES, (index + 1) * KEY_BYTES), index);
  }
  let end = count;
  return {
    has: (key) => places.has(key),
    read(key) {
      const place = places.get(key);
      if (place === undefined) throw new RangeError(`${path}: got no record ${key.slice(0, 12)}…, expected one`);
      const record = new Uint8Array(recordBytes);
      readSync(dataFile, record, 0, recordBytes, place * recordBytes);
      return record;
    },
    write(key, record) {
      if (record.length !== recordBytes) {
        throw new RangeError(`${path}: got a record of ${record.length} bytes, expected ${recordBytes}`);
      }
      if (places.has(key)) return;
      writeSync(dataFile, record);
      writeSync(keyFile, Buffer.from(key, "hex"));
      places.set(key, end++);
    },
    close() {
      closeSync(keyFile);
      closeSync(dataFile);
      rmSync(lock, { force: true });
    },
  };
}

/** The lock of a program that was killed, or of this one, is no lock any more. */
function lockStore(path: string): string {
  const lock = `${path}.lock`;
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : null;
  if (holder && holder !== process.pid && isRunning(holder)) {
    throw new Error(
      `${path}: got it open in another program (process ${holder}), expected one at a time; wait for it, or delete ` +
        `${lock} if that is no experiment`,
    );
  }
  rmSync(lock, { force: true });
  // Of two that start at once, one fails here.
  writeFileSync(lock, String(process.pid), { flag: "wx" });
  return lock;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, as somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
