/**
 * Where the pictures come from: the archives of ../shared/data (FER2013 for training and testing, other sets for
 * testing only), or a plain ImageFolder with happy/, sad/ and surprise/, such as the paper's Kaggle download.
 *
 * FER2013 by backbone. "The backbone that makes the features has never seen a test picture" (issue 10): ImageNet's has
 * seen no FER2013 at all, so its originals come from all three splits. Ours was trained on the Training split, so its
 * originals come from PublicTest and PrivateTest alone. What training left out of Training (drop=1) are near-duplicates
 * of just those, and would bring a test picture's twin back in. That gives 828 surprised faces for the paper's 1,089,
 * so all counts shrink by one factor (plan.ts). Mixing Training pictures into the training part instead would have kept
 * the counts, but a head then learns from features that the backbone knows by heart, and the paper's protocol, which
 * draws its halves at random, would test on them. Rows without a certain label (aligned=0) are left out everywhere.
 */
import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { listPictures } from "../../cli/list-pictures";
import type { BackboneId, ExperimentReport } from "../../lib/evidence/report-schema";
import { EXPRESSIONS, LABELS7, type Expression } from "../../lib/types";
import { fer2013Pictures, isFolder, type ArchivedPicture } from "../archives";
import { FER_CSV, readCsv } from "../test-sets";

export interface PictureEntry extends ArchivedPicture {
  /** Index of EXPRESSIONS. */
  readonly label: number;
}

export interface PictureSource {
  readonly kind: ExperimentReport["settings"]["data"];
  /** Pictures that may become originals for a backbone, sorted by id. */
  pool(backbone: BackboneId): readonly PictureEntry[];
  /** Whether choices may be made on a picture: on FER2013's PrivateTest none is. */
  mayChoose(id: string): boolean;
  /** One sentence or two for the report. */
  describe(backbone: BackboneId): string;
}

/** In the order of their tables. JAFFE is in no training set of anybody here. */
export const ELSEWHERE_SETS = ["jaffe", "affectnet_masked", "webfaces", "muxspace"] as const;

/** `root`: what --data names. Throws Error with got and expected where it is neither of the two layouts. */
export async function openPictureSource(root: string): Promise<PictureSource> {
  if (!existsSync(root)) throw new Error(`--data: got ${root}, which does not exist, expected a folder of pictures`);
  if (existsSync(join(root, FER_CSV))) return openFer2013(root);
  const names = readdirSync(root).filter((name) => isFolder(join(root, name)));
  const missing = EXPRESSIONS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const got = names.length > 0 ? `folders ${names.sort().join(", ")}` : "no folders";
    const expected = `expected ${EXPRESSIONS.map((name) => `${name}/`).join(", ")} (or ${FER_CSV})`;
    throw new Error(`--data: got ${got} in ${root}, ${expected}; ${missing.join(", ")} missing`);
  }
  return openFolder(root);
}

function openFer2013(root: string): PictureSource {
  const pictureOf = fer2013Pictures(root);
  const columns = ["index", "split", "label", "aligned", "drop"] as const;
  const rows = readCsv(join(root, FER_CSV), columns).filter((row) => row.aligned !== "0" && row.drop !== "1");
  return {
    kind: "fer2013",
    pool(backbone) {
      const entries = rows.flatMap((row): PictureEntry[] => {
        if (backbone === "ours" && row.split === "Training") return [];
        const label = EXPRESSIONS.indexOf(LABELS7[Number(row.label)] as Expression);
        if (label < 0) return [];
        const id = pictureOf.get(Number(row.index));
        if (!id) throw new Error(`${FER_CSV}: got row ${row.index}, expected a picture of that name in an archive`);
        return [{ id, label }];
      });
      return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    mayChoose: (id) => !id.startsWith("fer2013/private_test/"),
    describe: (backbone) =>
      backbone === "ours"
        ? "FER2013's PublicTest and PrivateTest: our backbone was trained on Training, and what training left out of " +
          "it are near-duplicates of these. Choices (recipe, shipped heads) were made on PublicTest, never a weight."
        : "All of FER2013 without near-duplicates of its tests: this backbone was never trained on faces' expressions.",
  };
}

async function openFolder(root: string): Promise<PictureSource> {
  const lists = await Promise.all(
    EXPRESSIONS.map(async (name, label) => {
      const { files } = await listPictures([join(root, name)]);
      if (files.length === 0) {
        throw new Error(`--data: got no picture in ${join(root, name)}, expected jpg, png, webp, tiff or gif`);
      }
      return files.map((file): PictureEntry => ({ id: relative(root, file).replaceAll("\\", "/"), label }));
    }),
  );
  const entries = lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    kind: "folder",
    pool: () => entries,
    mayChoose: () => true,
    describe: (backbone) =>
      backbone === "ours"
        ? "The pictures of --data. Whether one is among the web pictures our backbone was trained on is not known."
        : "The pictures of --data. This backbone was never trained on faces' expressions.",
  };
}

/**
 * The test pictures of the other data sets below `root` that show one of the three; sets that are missing are left out.
 */
export function elsewherePictures(root: string): ReadonlyMap<string, readonly PictureEntry[]> {
  const sets = new Map<string, readonly PictureEntry[]>();
  for (const set of ELSEWHERE_SETS) {
    const path = join(root, set, `${set}.csv`);
    if (!existsSync(path)) continue;
    const entries = readCsv(path, ["file", "label", "split"]).flatMap((row): PictureEntry[] => {
      const label = EXPRESSIONS.indexOf(row.label as Expression);
      return row.split === "test" && label >= 0 ? [{ id: `${set}/test/${row.file}`, label }] : [];
    });
    sets.set(set, entries);
  }
  return sets;
}
