/** public/models/peers.json on disk. Its shape: lib/evidence/peers-schema.ts. */
import { join } from "node:path";
import { MODELS_FOLDER } from "../../cli/shipped-models";
import { parsePeers, type PeersReport } from "../../lib/evidence/peers-schema";
import { readReport } from "../../training/report-file";

export const PEERS_REPORT = join(MODELS_FOLDER, "peers.json");

/** Null before the first run. */
export function readPeersReport(): PeersReport | null {
  const report = readReport<unknown>(PEERS_REPORT);
  return report === null ? null : parsePeers(report, "peers.json");
}
