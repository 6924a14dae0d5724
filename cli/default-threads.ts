/** How many threads read pictures where nobody said: one a core, but not more than the memory holds. */
import { availableParallelism, totalmem } from "node:os";

/**
 * Weights, tfjs and a photo of a phone: measured 0.7 GB with the program itself at 12 megapixels, 1.1 GB at 48, and 0.9 GB for
 * a second thread. A process that outgrows a container's limit is killed without a word.
 */
const BYTES_A_THREAD = 1e9;

export const defaultThreads = (cores = availableParallelism(), memoryBytes = usableMemoryBytes()): number =>
  Math.max(1, Math.min(cores, Math.floor(memoryBytes / BYTES_A_THREAD)));

/** `limit`: a container's. Where there is none it is unknown, 0 or beyond all memory, depending on the system. */
export const usableMemoryBytes = (
  limit: number | undefined = process.constrainedMemory(),
  total = totalmem(),
): number => (limit ? Math.min(limit, total) : total);
