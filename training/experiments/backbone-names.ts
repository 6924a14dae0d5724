/** Backbones as the report names them. */
import type { BackboneId } from "../../lib/evidence/report-schema";

export const BACKBONE_NAMES: Readonly<Record<BackboneId, string>> = {
  imagenet: "ImageNet's ResNet50",
  ours: "Mien's ResNet50",
};
