/** Names of what is chosen on the evidence page. Pure. */
import { setName } from "../../lib/evidence/format";
import type { ExperimentReport, Protocol } from "../../lib/evidence/report-schema";
import type { Choice } from "./choose-cell";

export const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = {
  paper: "The paper’s protocol",
  honest: "Honest protocol",
};

/** "DS4, honest protocol, Mien's ResNet50" */
export function placeInWords({ backbones }: Pick<ExperimentReport, "backbones">, choice: Choice): string {
  const backbone = backbones.find(({ id }) => id === choice.backbone)?.name ?? choice.backbone;
  return `${setName(choice)}, ${PROTOCOL_NAMES[choice.protocol].toLowerCase()}, ${backbone}`;
}
