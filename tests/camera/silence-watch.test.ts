/** When a camera that gives no pictures is noticed. */
import { expect, it } from "vitest";
import { createSilenceWatch, LOST_AFTER_MS, SILENT_AFTER_MS } from "../../lib/camera/silence-watch";

it("is silent, then lost, after so long without a sign, and neither with one", () => {
  const watch = createSilenceWatch();
  expect(watch.look(1, 0)).toBe("none");
  expect(watch.look(1, SILENT_AFTER_MS - 1)).toBe("none");
  expect(watch.look(1, SILENT_AFTER_MS)).toBe("silent");
  expect(watch.look(1, LOST_AFTER_MS)).toBe("lost");
  expect(watch.look(2, LOST_AFTER_MS + 1)).toBe("none");
  expect(watch.look(2, LOST_AFTER_MS + SILENT_AFTER_MS)).toBe("none");
  expect(watch.look(2, LOST_AFTER_MS + SILENT_AFTER_MS + 1)).toBe("silent");
});

it("counts from now on after reset", () => {
  const watch = createSilenceWatch();
  watch.look(1, 0);
  watch.reset();
  expect(watch.look(1, LOST_AFTER_MS)).toBe("none");
  expect(watch.look(1, LOST_AFTER_MS + SILENT_AFTER_MS)).toBe("silent");
});
