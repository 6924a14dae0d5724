/**
 * Other programs beside this one: what each got right on a test set, and our errors by those of the best. Ours are the default
 * head's and the seven-label head's at the default size. Pure.
 */
import { resultOf, rowsAtDefault, TEST_SET_NAMES, type AccuracyReport, type AccuracyRow } from "./accuracy-schema";
import { accuracyOf, accuracyOrNull } from "./confusion";
import { matches } from "./matches";
import { PEER_IDS, PEER_WAYS, type PeerId, type PeerRow, type PeersReport } from "./peers-schema";
import type { Share } from "./share";

/** The aim: of the best peer's errors at most this share, on every set. */
export const MAXIMUM_ERROR_RATIO = 0.5;

/** What is compared on a set. Null where a set has no votes. */
interface Figure {
  /** After the set's name. */
  readonly by: string;
  ours(accuracy: AccuracyReport, row: AccuracyRow): Share | null;
  theirs(row: PeerRow): Share | null;
}

/** By the title of their table. */
const FIGURES = {
  "three classes": [
    {
      by: "",
      ours: (accuracy, row) => accuracyOf(resultOf(accuracy, row).confusion),
      theirs: ({ threeRaw }) => threeRaw,
    },
    {
      by: ", FER+ majority",
      ours: (accuracy, row) => accuracyOrNull(resultOf(accuracy, row).majorityConfusion),
      theirs: ({ threeMajority }) => threeMajority,
    },
  ],
  "seven labels": [{ by: "", ours: (_, { confusion7 }) => accuracyOf(confusion7), theirs: ({ seven }) => seven }],
} satisfies Readonly<Record<string, readonly Figure[]>>;

export interface PeerColumn {
  readonly peer: PeerId;
  readonly way: PeerRow["way"];
}

/** A line of a table: one figure on one set, ours and, column by column, what peers were measured. */
export interface Comparison {
  readonly name: string;
  readonly ours: Share;
  readonly theirs: readonly ({ readonly row: PeerRow; readonly share: Share } | null)[];
  /** Our errors by the best peer's. */
  readonly errorRatio: number;
}

export interface ComparisonTable {
  /** What is compared. */
  readonly title: string;
  readonly comparisons: readonly Comparison[];
}

/** A table a kind of label, of the sets that somebody measured; columns: columnsOf. */
export function compareWithPeers(peers: PeersReport, accuracy: AccuracyReport): ComparisonTable[] {
  return Object.entries(FIGURES).map(([title, figures]) => ({
    title,
    comparisons: rowsAtDefault(accuracy).flatMap((row) =>
      figures.flatMap((figure) => compare(peers, accuracy, row, figure) ?? []),
    ),
  }));
}

/** Null where nobody measured the set, or there is no such figure. */
function compare(
  peers: PeersReport,
  accuracy: AccuracyReport,
  row: AccuracyRow,
  { by, ours: ourShare, theirs: theirShare }: Figure,
): Comparison | null {
  const ours = ourShare(accuracy, row);
  const theirs = columnsOf(peers).map((column) => {
    const own = peers.rows.find(matches({ ...column, set: row.set }));
    const share = own && theirShare(own);
    return share ? { row: own, share } : null;
  });
  const rates = theirs.flatMap((their) => (their ? [their.share.rate] : []));
  if (!ours || rates.length === 0) return null;
  const errors = 1 - ours.rate;
  const errorRatio = errors === 0 ? 0 : errors / (1 - Math.max(...rates));
  return { name: `${TEST_SET_NAMES[row.set]}${by}`, ours, theirs, errorRatio };
}

/** Those that somebody measured. */
export function columnsOf({ rows }: PeersReport): PeerColumn[] {
  return PEER_WAYS.flatMap((way) => PEER_IDS.map((peer) => ({ peer, way }))).filter((column) =>
    rows.some(matches(column)),
  );
}

/** "Human 3.3.6" */
export const peerName = ({ versions }: PeersReport, peer: PeerId): string =>
  peer === "human" ? `Human ${versions["@vladmandic/human"]}` : `face-api ${versions["@vladmandic/face-api"]}`;

/** "Human 3.3.6, whole pipeline" */
export const columnName = (peers: PeersReport, { peer, way }: PeerColumn): string =>
  `${peerName(peers, peer)}, ${way === "net" ? "its net on the picture as it is" : "whole pipeline"}`;

/** "0.73, missed" */
export const ratioWords = (comparison: Comparison): string =>
  `${comparison.errorRatio.toFixed(2)}, ${isAimMet(comparison) ? "met" : "missed"}`;

const isAimMet = ({ errorRatio }: Comparison): boolean => errorRatio <= MAXIMUM_ERROR_RATIO;

/** Names of the sets that no peer was measured on. */
export const setsNotCompared = ({ rows }: PeersReport, accuracy: AccuracyReport): string[] =>
  rowsAtDefault(accuracy).flatMap(({ set }) => (rows.some(matches({ set })) ? [] : [TEST_SET_NAMES[set]]));

/** In how many of all lines the aim is met, where a peer is ahead, and what was not compared. */
export function aimSentence(tables: readonly ComparisonTable[], notCompared: readonly string[]): string {
  const all = tables.flatMap(({ comparisons }) => comparisons);
  const behind = tables.flatMap(({ title, comparisons }) =>
    comparisons.filter(({ errorRatio }) => errorRatio > 1).map(({ name }) => `${title}, ${name}`),
  );
  const fewer = behind.length > 0 ? ` A peer makes fewer errors than this project in: ${behind.join("; ")}.` : "";
  const missing = notCompared.length > 0 ? ` Not compared: ${notCompared.join("; ")}.` : "";
  return `The aim is met in ${all.filter(isAimMet).length} of ${all.length} lines.${fewer}${missing}`;
}
