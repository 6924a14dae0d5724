/**
 * README's and MODEL_CARD's part about other programs in the browser: public/models/peers.json beside our default head and our
 * seven-label head at the default size, both on the same pictures. Pure; `npm run figures` puts it in place.
 */
import type { AccuracyReport } from "../lib/evidence/accuracy-schema";
import {
  aimSentence,
  columnName,
  columnsOf,
  compareWithPeers,
  MAXIMUM_ERROR_RATIO,
  peerName,
  ratioWords,
  setsNotCompared,
  type ComparisonTable,
} from "../lib/evidence/compare-with-peers";
import { NOTHING, percent, percentOf, percentWithInterval } from "../lib/evidence/format";
import { PEER_IDS, type PeersReport } from "../lib/evidence/peers-schema";
import type { Share } from "../lib/evidence/share";
import { markdownTable } from "./markdown-table";

/** A sentence with the best of each peer, then a table a kind of label of the sets and ways that somebody measured. */
export function peersText(peers: PeersReport, accuracy: AccuracyReport): string {
  const tables = compareWithPeers(peers, accuracy);
  return [
    bestOfPeers(peers),
    "",
    ...tables.flatMap((table) => [peersTable(peers, table), ""]),
    aimSentence(tables, setsNotCompared(peers, accuracy)),
    "",
    "A peer's net alone gets the picture as it is, neither cut out nor aligned; this project finds and aligns the face in it. A face that",
    "a pipeline does not find counts as wrong; FER2013's pictures are tight crops, which `--crops` pads and always reads, so there the",
    "columns of the nets are those to compare with, elsewhere the better one. face-api's pipeline uses its tiny detector, then its large",
    "one, with limits low enough to lose few faces. This project's column is from `npm run measure:accuracy`, measured on",
    `${accuracy.date}. The peers were measured on ${peers.date}, Node ${peers.node}, tfjs' wasm backend, ${peers.cores} cores (\`npm run bench:peers\`).`,
  ].join("\n");
}

function bestOfPeers(peers: PeersReport): string {
  const best = (shares: readonly (Share | null)[]): string => {
    const rates = shares.flatMap((share) => (share && share.of > 0 ? [share.rate] : []));
    return rates.length > 0 ? percent(Math.max(...rates)) : NOTHING;
  };
  const words = PEER_IDS.flatMap((peer) => {
    const own = peers.rows.filter((row) => row.set === "private_test" && row.peer === peer);
    if (own.length === 0) return [];
    const raw = best(own.map(({ threeRaw }) => threeRaw));
    const majority = best(own.map(({ threeMajority }) => threeMajority));
    return [`${peerName(peers, peer)} ${raw} by raw labels and ${majority} by FER+ majority`];
  });
  return `Two browser peers on the same pictures, each in its better way, three classes on FER2013's PrivateTest: ${words.join("; ")}.`;
}

function peersTable(peers: PeersReport, { title, comparisons }: ComparisonTable): string {
  const columns = columnsOf(peers).map((column) => columnName(peers, column));
  const body = comparisons.map((comparison) => [
    comparison.name,
    percentWithInterval(comparison.ours),
    ...comparison.theirs.map((their) => {
      if (!their) return NOTHING;
      const share = percentWithInterval(their.share);
      return their.row.way === "net" ? share : `${share}, finds ${percentOf(their.row.found)}`;
    }),
    ratioWords(comparison),
  ]);
  const aim = `errors, ratio to the best peer's (aim: at most ${MAXIMUM_ERROR_RATIO})`;
  return markdownTable([title, "this project", ...columns, aim], body);
}
