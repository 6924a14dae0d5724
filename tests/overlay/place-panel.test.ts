/** Where the words go: beside the face, and not over another. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placePanel } from "../../lib/overlay/place-panel";

const VIEW = { width: 800, height: 600 };
const PANEL = { width: 150, height: 90 };
const boxAt = (x: number, y: number) => ({ x, y, width: 100, height: 100 });

describe("placePanel", () => {
  it.each([
    ["right", boxAt(300, 200), { x: 408, y: 200 }],
    ["left where the right has no room", boxAt(600, 200), { x: 442, y: 200 }],
    ["inside the view's lower edge", boxAt(300, 550), { x: 408, y: 506 }],
  ])("puts it %s of a lone face", (_, box, place) => {
    expect(placePanel(box, PANEL, VIEW)).toEqual(place);
  });

  it("puts it below where no side has room, above at the lower edge, and over the face where nothing is left", () => {
    const narrow = { width: 300, height: 600 };
    expect(placePanel(boxAt(100, 200), PANEL, narrow)).toEqual({ x: 100, y: 308 });
    expect(placePanel(boxAt(100, 490), PANEL, narrow)).toEqual({ x: 100, y: 392 });
    expect(placePanel({ x: 0, y: 0, width: 300, height: 600 }, PANEL, narrow)).toEqual({ x: 4, y: 506 });
  });

  it("leaves the neighbour's face and words free where it can, and stays for a mere touch", () => {
    const box = boxAt(300, 200);
    expect(placePanel(box, PANEL, VIEW, [boxAt(420, 200)])).toEqual({ x: 142, y: 200 });
    expect(placePanel(box, PANEL, VIEW, [boxAt(420, 200), boxAt(180, 200)])).toEqual({ x: 300, y: 308 });
    expect(placePanel(box, PANEL, VIEW, [boxAt(548, 200)])).toEqual({ x: 408, y: 200 });
  });

  it("stays inside the view, whatever the faces", () => {
    const box = fc.record({
      x: fc.integer({ min: -50, max: 800 }),
      y: fc.integer({ min: -50, max: 600 }),
      width: fc.integer({ min: 1, max: 800 }),
      height: fc.integer({ min: 1, max: 600 }),
    });
    fc.assert(
      fc.property(box, fc.array(box, { maxLength: 8 }), (face, taken) => {
        const { x, y } = placePanel(face, PANEL, VIEW, taken);
        expect(x).toBeGreaterThanOrEqual(4);
        expect(y).toBeGreaterThanOrEqual(4);
        expect(x + PANEL.width).toBeLessThanOrEqual(VIEW.width - 4);
        expect(y + PANEL.height).toBeLessThanOrEqual(VIEW.height - 4);
      }),
    );
  });
});
