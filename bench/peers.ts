/**
 * Runs the browser peers (bench/peers/package.json, installed on first use) on the pictures that this project is measured
 * on, and writes public/models/peers.json, from which scripts/write-figures.ts and the evidence page set their figures beside ours.
 *
 *   npm run bench:peers -- --data ../shared/data [--sets private_test,jaffe,...] [--peers human,face-api] [--limit N]
 *
 * One process a core; each picture goes through the peer's whole pipeline and through its expression net alone. Rows are
 * stored set by set, so that a run that is broken off goes on with --sets and --peers. With --limit (N pictures of each
 * set, evenly spread) figures are only printed, never stored.
 */
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { wholeNumber } from "../cli/whole-number";
import { percentOf } from "../lib/evidence/format";
import { parsePeers, PEER_IDS, type PeerId, type PeerRow } from "../lib/evidence/peers-schema";
import { ensureDependencies } from "../scripts/dependencies.mjs";
import { requireDataFolder } from "../training/data-folder";
import { today } from "../training/provenance";
import { writeReport } from "../training/report-file";
import { unpackSet } from "../training/test-sets";
import { countAnswers } from "./peers/count-answers";
import { PEERS_FOLDER } from "./peers/peer";
import type { PeerAnswer } from "./peers/read-pictures";
import { PEERS_REPORT, readPeersReport } from "./peers/report";

const SETS = ["private_test", "jaffe", "affectnet_masked", "webfaces", "muxspace"];
const READER = join(PEERS_FOLDER, "read-pictures.ts");

interface Options {
  readonly data: string;
  readonly sets: readonly string[];
  readonly peers: readonly PeerId[];
  readonly limit: number;
}

function readOptions(): Options {
  const { values } = parseCommandLine({
    options: {
      data: { type: "string" },
      sets: { type: "string" },
      peers: { type: "string" },
      limit: { type: "string" },
    },
  });
  const { data, sets, peers, limit } = values;
  const ids = peers?.split(",") ?? PEER_IDS;
  const odd = ids.find((id) => !PEER_IDS.includes(id as PeerId));
  if (odd !== undefined) throw new Error(`--peers: got ${odd}, expected ${PEER_IDS.join(", ")}`);
  return {
    data: requireDataFolder(data),
    sets: sets?.split(",") ?? SETS,
    peers: ids as PeerId[],
    limit: wholeNumber("--limit", limit, 1, 1_000_000) ?? Infinity,
  };
}

/** Answers in the order of `files`; each process asks for the next file when it is done with one. */
async function readAll(peer: PeerId, files: readonly string[]): Promise<PeerAnswer[]> {
  const answers: PeerAnswer[] = new Array(files.length);
  let next = 0;
  const runOne = () =>
    new Promise<void>((resolve, reject) => {
      // The peers' own chatter belongs to stderr.
      const reader = fork(READER, [peer], { stdio: ["ignore", 2, 2, "ipc"] });
      let current = -1;
      reader.once("exit", (code) => {
        if (code === 0 && current >= files.length) resolve();
        else reject(new Error(`${peer}: got exit code ${code} at ${files[current] ?? "start"}, expected an answer`));
      });
      reader.on("message", (message: "ready" | PeerAnswer) => {
        if (message !== "ready") answers[current] = message;
        current = next++;
        if (current < files.length) reader.send(files[current]);
        else reader.disconnect();
      });
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, runOne));
  return answers;
}

async function measure(peer: PeerId, set: string, { data, limit }: Options): Promise<PeerRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "mien-peers-"));
  try {
    const all = [...unpackSet(data, set, folder)].sort(([a], [b]) => (a < b ? -1 : 1));
    const step = Math.max(1, all.length / limit);
    const chosen = Array.from({ length: Math.min(all.length, limit) }, (_, index) => all[Math.floor(index * step)]);
    const answers = await readAll(
      peer,
      chosen.map(([file]) => join(folder, file)),
    );
    const failed = answers.flatMap(({ failure }, index) => (failure ? [`${chosen[index][0]}: ${failure}`] : []));
    for (const line of failed.slice(0, 3)) console.error(`${peer} threw on ${line}`);
    return (["pipeline", "net"] as const).map((way) => ({
      set,
      peer,
      way,
      ...countAnswers(chosen.map(([, truth], index) => ({ truth, scores: answers[index][way] }))),
      failures: way === "pipeline" ? failed.length : 0,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows of other versions do not count. */
function store(rows: readonly PeerRow[]): void {
  const file = readFileSync(join(PEERS_FOLDER, "package.json"), "utf8");
  const { dependencies: versions } = JSON.parse(file) as { dependencies: Record<string, string> };
  const stored = readPeersReport();
  const before = JSON.stringify(stored?.versions) === JSON.stringify(versions) ? stored!.rows : [];
  const byKey = new Map([...before, ...rows].map((row) => [`${row.set} ${row.peer} ${row.way}`, row]));
  const report = {
    madeBy: "bench/peers.ts",
    date: today(),
    node: process.version,
    cores: cpus().length,
    versions,
    rows: [...byKey.values()],
  };
  writeReport(PEERS_REPORT, parsePeers(report, "peers.json"));
}

const options = readOptions();
await ensureDependencies(PEERS_FOLDER);
for (const set of options.sets) {
  for (const peer of options.peers) {
    const startMs = performance.now();
    const rows = await measure(peer, set, options);
    if (options.limit === Infinity) store(rows);
    for (const { way, pictures, found, threeRaw, threeMajority, seven, failures } of rows) {
      const majority = threeMajority ? `, by majority ${percentOf(threeMajority)}` : "";
      const figures = `found ${percentOf(found)}, three ${percentOf(threeRaw)}${majority}, seven ${percentOf(seven)}`;
      console.log(`${set} ${peer} ${way}, ${pictures} pictures: ${figures}${failures ? `, ${failures} failures` : ""}`);
    }
    console.log(`  ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  }
}
