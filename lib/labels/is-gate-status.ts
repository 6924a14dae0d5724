import { GATE_STATUSES, type FaceStatus, type GateStatus } from "../types";

/** Whether a gate stopped the face, so that it gets advice or a reason in place of a label. */
export function isGateStatus(status: FaceStatus | null): status is GateStatus {
  return GATE_STATUSES.includes(status as GateStatus);
}
