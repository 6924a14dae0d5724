/** Results that arrive in any order -> the same, in the order of their numbers, each as soon as all before it are there. */
export interface InOrder<Item> {
  add(index: number, item: Item): void;
  /** Hands out what waits for one that will not come any more. */
  flush(): void;
}

export function createInOrder<Item>(emit: (item: Item) => void): InOrder<Item> {
  const waiting = new Map<number, Item>();
  let next = 0;
  return {
    add(index, item) {
      waiting.set(index, item);
      for (; waiting.has(next); next++) {
        emit(waiting.get(next)!);
        waiting.delete(next);
      }
    },
    flush() {
      for (const index of [...waiting.keys()].sort((a, b) => a - b)) emit(waiting.get(index)!);
      waiting.clear();
    },
  };
}
