/**
 * One process of bench/peers.ts: gets a picture's path, answers with what the peer named in argv makes of it. A process,
 * not a thread, since the peers hold their state in module globals and print to stdout. Ends when the parent lets go.
 */
import { readPicture } from "../../cli/read-picture";
import type { PeerId } from "../../lib/evidence/peers-schema";
import { openFaceApi } from "./face-api";
import { openHuman } from "./human";
import { pictureToTensor, type Peer, type PeerReading } from "./peer";

/** `failure`: what the peer threw; such a picture counts as one where it found no face. */
export type PeerAnswer = PeerReading & { readonly failure?: string };

const OPEN: Readonly<Record<PeerId, () => Promise<Peer>>> = { "face-api": openFaceApi, human: openHuman };

async function read(peer: Peer, file: string): Promise<PeerAnswer> {
  const picture = pictureToTensor(peer.tf, await readPicture(file));
  try {
    const net = await peer.readCrop(picture);
    try {
      return { net, pipeline: await peer.readPipeline(picture) };
    } catch (error) {
      return { net, pipeline: null, failure: error instanceof Error ? error.message : String(error) };
    }
  } finally {
    picture.dispose();
  }
}

const peer = await OPEN[process.argv[2] as PeerId]();
process.on("message", (file: string) => void read(peer, file).then((answer) => process.send!(answer)));
process.send!("ready");
