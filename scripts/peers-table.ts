/**
 * README's and MODEL_CARD's part about other programs in the browser: bench/peers.json beside our default head and our
 * seven-label head at the default size, both on the same pictures. Pure; `npm run figures` puts it in place.
 */
import type { PeerRow, PeersReport } from "../bench/peers/report";
import { NOTHING, percent, percentOf, percentWithInterval } from "../lib/evidence/format";
import {
  resultOf,
  rowsAtDefault,
  TEST_SET_NAMES,
  type AccuracyReport,
  type AccuracyRow,
} from "../lib/evidence/accuracy-schema";
import { accuracyOf } from "../lib/evidence/confusion";
import { matches } from "../lib/evidence/matches";
import type { Share } from "../lib/evidence/share";
import { markdownTable } from "./markdown-table";

const PEERS = ["human", "face-api"] as const;
const WAYS = ["net", "pipeline"] as const;

/** The aim: of the best peer's errors at most this share, on every set. */
const MAXIMUM_ERROR_RATIO = 0.5;

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
      ours: (accuracy, row) => resultOf(accuracy, row).majority,
      theirs: ({ threeMajority }) => threeMajority,
    },
  ],
  "seven labels": [{ by: "", ours: (_, { confusion7 }) => accuracyOf(confusion7), theirs: ({ seven }) => seven }],
} satisfies Readonly<Record<string, readonly Figure[]>>;

/** A line of a table: one figure on one set, ours and, column by column, what peers were measured. */
interface Comparison {
  readonly name: string;
  readonly ours: Share;
  readonly theirs: readonly ({ readonly row: PeerRow; readonly share: Share } | null)[];
  /** Our errors by the best peer's. */
  readonly errorRatio: number;
}

/** A sentence with the best of each peer, then a table a kind of label of the sets and ways that somebody measured. */
export function peersText(peers: PeersReport, accuracy: AccuracyReport): string {
  const tables = Object.entries(FIGURES).map(([title, figures]) => ({
    title,
    comparisons: compare(peers, accuracy, figures),
  }));
  return [
    bestOfPeers(peers),
    "",
    ...tables.flatMap(({ title, comparisons }) => [peersTable(title, peers, comparisons), ""]),
    aimSentence(tables),
    "",
    "A face that a pipeline does not find counts as wrong; FER2013's pictures are tight crops, which `--crops` pads and",
    "always reads, so there the columns of the nets are those to compare with. face-api's uses its tiny detector, then its large one, with",
    "limits low enough to lose few faces. This project's column is read by `npm run classify -- --crops`, measured on",
    `${accuracy.date}. The peers were measured on ${peers.date}, Node ${peers.node}, tfjs' wasm backend, ${peers.cores} cores (\`npm run bench:peers\`).`,
  ].join("\n");
}

const nameOf = ({ versions }: PeersReport, peer: PeerRow["peer"]): string =>
  peer === "human" ? `Human ${versions["@vladmandic/human"]}` : `face-api ${versions["@vladmandic/face-api"]}`;

function bestOfPeers(peers: PeersReport): string {
  const best = (shares: readonly (Share | null)[]): string => {
    const rates = shares.flatMap((share) => (share && share.of > 0 ? [share.rate] : []));
    return rates.length > 0 ? percent(Math.max(...rates)) : NOTHING;
  };
  const words = PEERS.flatMap((peer) => {
    const own = peers.rows.filter((row) => row.set === "private_test" && row.peer === peer);
    if (own.length === 0) return [];
    const raw = best(own.map(({ threeRaw }) => threeRaw));
    const majority = best(own.map(({ threeMajority }) => threeMajority));
    return [`${nameOf(peers, peer)} ${raw} by raw labels and ${majority} by FER+ majority`];
  });
  return `Two browser peers on the same pictures, each in its better way, three classes on FER2013's PrivateTest: ${words.join("; ")}.`;
}

/** Peer and way of each column: those that somebody measured. */
function columnsOf({ rows }: PeersReport): Pick<PeerRow, "peer" | "way">[] {
  return WAYS.flatMap((way) => PEERS.map((peer) => ({ peer, way }))).filter((column) => rows.some(matches(column)));
}

function compare(peers: PeersReport, accuracy: AccuracyReport, figures: readonly Figure[]): Comparison[] {
  return rowsAtDefault(accuracy).flatMap((row) =>
    figures.flatMap(({ by, ours: ourShare, theirs: theirShare }) => {
      const ours = ourShare(accuracy, row);
      const theirs = columnsOf(peers).map((column) => {
        const own = peers.rows.find(matches({ ...column, set: row.set }));
        const share = own && theirShare(own);
        return share ? { row: own, share } : null;
      });
      const rates = theirs.flatMap((their) => (their ? [their.share.rate] : []));
      if (!ours || rates.length === 0) return [];
      const errors = 1 - ours.rate;
      const errorRatio = errors === 0 ? 0 : errors / (1 - Math.max(...rates));
      return [{ name: `${TEST_SET_NAMES[row.set]}${by}`, ours, theirs, errorRatio }];
    }),
  );
}

const isMet = ({ errorRatio }: Comparison): boolean => errorRatio <= MAXIMUM_ERROR_RATIO;

function peersTable(title: string, peers: PeersReport, comparisons: readonly Comparison[]): string {
  const columns = columnsOf(peers).map(
    ({ peer, way }) => `${nameOf(peers, peer)}, ${way === "net" ? "its net on the crop" : "whole pipeline"}`,
  );
  const body = comparisons.map((comparison) => [
    comparison.name,
    percentWithInterval(comparison.ours),
    ...comparison.theirs.map((their) => {
      if (!their) return NOTHING;
      const share = percentWithInterval(their.share);
      return their.row.way === "net" ? share : `${share}, finds ${percentOf(their.row.found)}`;
    }),
    `${comparison.errorRatio.toFixed(2)}, ${isMet(comparison) ? "met" : "missed"}`,
  ]);
  const aim = `errors, ratio to the best peer's (aim: at most ${MAXIMUM_ERROR_RATIO})`;
  return markdownTable([title, "this project on the crop", ...columns, aim], body);
}

function aimSentence(
  tables: readonly { readonly title: string; readonly comparisons: readonly Comparison[] }[],
): string {
  const all = tables.flatMap(({ comparisons }) => comparisons);
  const behind = tables.flatMap(({ title, comparisons }) =>
    comparisons.filter(({ errorRatio }) => errorRatio > 1).map(({ name }) => `${title}, ${name}`),
  );
  const fewer = behind.length > 0 ? ` A peer makes fewer errors than this project in: ${behind.join("; ")}.` : "";
  return `The aim is met in ${all.filter(isMet).length} of ${all.length} lines.${fewer}`;
}
