/** Results in the order of their files, whatever order they arrive in. */
import { expect, it } from "vitest";
import { createInOrder } from "../../cli/in-order";

it("hands out each as soon as all before it are there", () => {
  const seen: string[] = [];
  const order = createInOrder<string>((item) => seen.push(item));
  order.add(1, "b");
  expect(seen).toEqual([]);
  order.add(0, "a");
  expect(seen).toEqual(["a", "b"]);
  order.add(2, "c");
  order.flush();
  expect(seen).toEqual(["a", "b", "c"]);
});

it("hands out the rest in order where one never comes", () => {
  const seen: number[] = [];
  const order = createInOrder<number>((item) => seen.push(item));
  for (const index of [11, 0, 3, 2]) order.add(index, index);
  order.flush();
  order.flush();
  expect(seen).toEqual([0, 2, 3, 11]);
});
