/** Skin tones on colours whose CIELAB values are known, and on synthetic faces. */
import { describe, expect, it } from "vitest";
import type { FaceKeypointsPx, Picture } from "../../lib/types";
import { measureSkinTone, rgbToLab, toneOf, typologyAngle } from "../../training/accuracy/skin-tone";

type Rgb = readonly [red: number, green: number, blue: number];

describe("sRGB to CIELAB", () => {
  // Bruce Lindbloom's calculator, sRGB and D65.
  it.each<[string, Rgb, Rgb]>([
    ["white", [255, 255, 255], [100, 0, 0]],
    ["black", [0, 0, 0], [0, 0, 0]],
    ["red", [255, 0, 0], [53.24, 80.09, 67.2]],
    ["green", [0, 255, 0], [87.73, -86.18, 83.18]],
    ["blue", [0, 0, 255], [32.3, 79.19, -107.86]],
    ["grey", [119, 119, 119], [50.03, 0, 0]],
  ])("%s", (_, rgb, [l, a, b]) => {
    const lab = rgbToLab(...rgb);
    expect(lab.l).toBeCloseTo(l, 1);
    expect(lab.a).toBeCloseTo(a, 1);
    expect(lab.b).toBeCloseTo(b, 1);
  });
});

describe("typology angle", () => {
  it.each([
    ["half way up, as much yellow as light", { l: 60, b: 10 }, 45],
    ["no lighter than 50", { l: 50, b: 20 }, 0],
    ["darker", { l: 40, b: 10 }, -45],
    ["bright in bluish light: beyond 90, not below 0", { l: 60, b: -10 }, 135],
  ])("%s", (_, lab, degrees) => expect(typologyAngle({ a: 10, ...lab })).toBeCloseTo(degrees, 9));

  it.each([
    [55.1, "light"],
    [41.1, "light"],
    [41, "intermediate"],
    [28.1, "intermediate"],
    [28, "tan-dark"],
    [-60, "tan-dark"],
  ])("%f degrees: %s", (degrees, tone) => expect(toneOf(degrees)).toBe(tone));
});

describe("of a face", () => {
  const SIDE = 100;
  const keypoints: FaceKeypointsPx = {
    rightEye: { x: 32, y: 38 },
    leftEye: { x: 68, y: 38 },
    noseTip: { x: 50, y: 57 },
    mouthCenter: { x: 50, y: 75 },
    rightEarTragion: { x: 10, y: 45 },
    leftEarTragion: { x: 90, y: 45 },
  };
  const paint = (colourAt: (x: number, y: number) => Rgb): Picture => {
    const data = new Uint8Array(SIDE * SIDE * 4);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) data.set([...colourAt(x, y), 255], 4 * (y * SIDE + x));
    }
    return { width: SIDE, height: SIDE, data };
  };
  const LIGHT: Rgb = [241, 205, 184];
  const TAN: Rgb = [190, 140, 105];
  const DARK: Rgb = [80, 50, 40];

  it.each<[string, Rgb, string]>([
    ["light", LIGHT, "light"],
    ["tan", TAN, "tan-dark"],
    ["dark", DARK, "tan-dark"],
    ["grey", [180, 180, 180], "grey"],
    ["nearly grey, as compression leaves it", [181, 180, 178], "grey"],
  ])("%s skin", (_, colour, tone) =>
    expect(
      measureSkinTone(
        paint(() => colour),
        keypoints,
      ),
    ).toBe(tone),
  );

  it("only the cheeks count: not eyes, mouth, hair and background", () => {
    const isCheek = (x: number, y: number): boolean =>
      y > 51 && y < 65 && Math.min(Math.abs(x - 32), Math.abs(x - 68)) < 7;
    const picture = paint((x, y) => (isCheek(x, y) ? LIGHT : [0, 60, 0]));
    expect(measureSkinTone(picture, keypoints)).toBe("light");
  });

  it("a strand of hair across one cheek does not count", () => {
    const picture = paint((x) => (x > 30 && x < 34 ? [20, 10, 5] : LIGHT));
    expect(measureSkinTone(picture, keypoints)).toBe("light");
  });

  it("a small face has at least one pixel a cheek", () => {
    const small = Object.fromEntries(
      Object.entries(keypoints).map(([name, { x, y }]) => [name, { x: 50 + x / 100, y: 50 + y / 100 }]),
    ) as unknown as FaceKeypointsPx;
    expect(
      measureSkinTone(
        paint(() => DARK),
        small,
      ),
    ).toBe("tan-dark");
  });

  it("null where the cheeks are outside the picture", () => {
    const outside = Object.fromEntries(
      Object.entries(keypoints).map(([name, { x, y }]) => [name, { x: x + 200, y }]),
    ) as unknown as FaceKeypointsPx;
    expect(
      measureSkinTone(
        paint(() => LIGHT),
        outside,
      ),
    ).toBeNull();
  });
});
