/**
 * What looks like a face and is nobody's, as a webcam might see it: drawn characters, smileys, rendered figures and
 * animals from npm packages (package.json here), and photographs printed as posters. Each before a plain wall.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";

export const THINGS_FOLDER = import.meta.dirname;
const PACKAGES = join(THINGS_FOLDER, "node_modules");
const FIGURES = join(PACKAGES, "@lobehub/fluent-emoji-3d/assets");

export const THING_KINDS = ["drawing", "smiley", "figure", "animal", "poster"] as const;
export type ThingKind = (typeof THING_KINDS)[number];

export interface Thing {
  readonly kind: ThingKind;
  /** PNG, SVG, JPEG or WebP. */
  readonly bytes: Uint8Array;
}

/** DiceBear's styles with whole human faces. */
const STYLES = [
  "adventurer",
  "big-smile",
  "lorelei",
  "micah",
  "notionists",
  "open-peeps",
  "personas",
  "toon-head",
] as const;
const DRAWINGS_A_STYLE = 10;

/**
 * Names of Fluent's files are Unicode code points. Figures: heads of people in all skin colours, with the dolls, the teddy
 * bear, snowmen, robots, clowns and the like.
 */
const FIGURE_KINDS: Readonly<Record<"smiley" | "figure" | "animal", RegExp>> = {
  smiley: /^1f6[0-3][0-9a-f]\.webp$|^1f64[0-4]\.webp$/,
  figure:
    /^1f(466|467|468|469|474|475|476|9d1|9d2|9d3)(-1f3f[b-f])?\.webp$|^(1fa86|1f9f8|26c4|2603-fe0f|1f916|1f921|1f385|1f383|1f47d|1f9dc|1f9da)\.webp$/,
  animal: /^1f4[0-3][0-9a-f]\.webp$|^1f9(8[0-9a-f]|9[0-9a-f]|a[0-9a-e])\.webp$/,
};

function drawings(): Thing[] {
  const require = createRequire(join(THINGS_FOLDER, "package.json"));
  const { createAvatar } = require("@dicebear/core") as {
    createAvatar(style: object, options: { readonly seed: string; readonly size: number }): { toString(): string };
  };
  return STYLES.flatMap((style) =>
    Array.from({ length: DRAWINGS_A_STYLE }, (_, index): Thing => {
      const svg = createAvatar(require(`@dicebear/${style}`) as object, { seed: `${style} ${index}`, size: 512 });
      return { kind: "drawing", bytes: Buffer.from(svg.toString()) };
    }),
  );
}

function figures(): Thing[] {
  const names = readdirSync(FIGURES).sort();
  return (Object.keys(FIGURE_KINDS) as (keyof typeof FIGURE_KINDS)[]).flatMap((kind) =>
    names
      .filter((name) => FIGURE_KINDS[kind].test(name))
      .map((name): Thing => ({ kind, bytes: readFileSync(join(FIGURES, name)) })),
  );
}

/** Throws Error where the packages are not installed. `posters`: photographs of people. */
export function everyThing(posters: readonly Uint8Array[]): Thing[] {
  if (!existsSync(FIGURES)) throw new Error(`${PACKAGES}: got no packages, expected those of package.json`);
  const printed = posters.map((bytes): Thing => ({ kind: "poster", bytes }));
  return [...drawings(), ...figures(), ...printed];
}

/** Pixels, as a webcam's. */
const SCENE = { width: 640, height: 480 } as const;
const WALL = { r: 186, g: 181, b: 172 };
const PAPER = { r: 244, g: 242, b: 236 };
/** Of the scene's height. */
const THING_SHARE = 0.7;
const POSTER_SHARE = 0.55;
const POSTER_TILT_DEGREES = 4;

/** The thing before a wall; a poster on paper, hung a little askew, its print duller than the picture. */
export async function hangUp({ kind, bytes }: Thing): Promise<Sharp> {
  const height = Math.round((kind === "poster" ? POSTER_SHARE : THING_SHARE) * SCENE.height);
  let thing = sharp(bytes).resize({ height, width: height, fit: "inside" });
  if (kind === "poster") {
    const border = Math.round(height / 16);
    const printed = thing.flatten().linear(0.85, 18);
    const sheet = await printed
      .extend({ top: border, bottom: border, left: border, right: border, background: PAPER })
      .png()
      .toBuffer();
    thing = sharp(sheet).rotate(POSTER_TILT_DEGREES, { background: WALL });
  }
  const input = await thing.png().toBuffer();
  return sharp({ create: { ...SCENE, channels: 3, background: WALL } }).composite([{ input, gravity: "centre" }]);
}
