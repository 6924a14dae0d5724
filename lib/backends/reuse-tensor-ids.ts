/**
 * tfjs 4.22 counts its WebAssembly tensors up for ever and hands the number to C++ as one of 32 bits. A frame takes some
 * thousand, so after a few days temporaries get the numbers of the weights, and every frame fails from then on
 * ("memory access out of bounds", measured with the counter set just below 2^32). Here it starts over in time and leaves out
 * the numbers that are in use.
 */
import type { KernelBackend } from "@tensorflow/tfjs-core";

/** Far from where numbers of 32 bits, signed or not, end. */
const LARGEST_ID = 2 ** 30;

/** What tfjs' BackendWasm has and does not declare. */
interface CountingBackend extends KernelBackend {
  dataIdNextNumber: number;
  readonly wasm: {
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
}

const isCounting = (backend: KernelBackend): backend is CountingBackend =>
  typeof (backend as Partial<CountingBackend>).dataIdNextNumber === "number";

/** To be called before there are tensors; once more does nothing. Throws Error for another backend than tfjs' wasm. */
export function reuseTensorIds(backend: KernelBackend): void {
  if (!isCounting(backend))
    throw new Error("wasm: got a tfjs backend that counts no tensors, expected that of tfjs 4.22");
  if (Object.getOwnPropertyDescriptor(backend, "dataIdNextNumber")?.get) return;
  const { tfjs } = backend.wasm;
  const { registerTensor, disposeData } = tfjs;
  const inUse = new Set<number>();
  tfjs.registerTensor = (id, size, memoryOffset) => {
    inUse.add(id);
    registerTensor(id, size, memoryOffset);
  };
  tfjs.disposeData = (id) => {
    inUse.delete(id);
    disposeData(id);
  };
  let next = backend.dataIdNextNumber;
  Object.defineProperty(backend, "dataIdNextNumber", {
    get: () => next,
    set(wanted: number) {
      next = wanted > LARGEST_ID ? 1 : wanted;
      while (inUse.has(next)) next++;
    },
  });
}
