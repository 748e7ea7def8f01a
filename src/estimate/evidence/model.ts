import { alongRay, type PointEvidence } from "../../core/index.js";
import { acrossVariance, depthVariance } from "./sighting.js";
import type { EvidenceSource, Sight } from "./source.js";

const evidenceOf = (sight: Sight): readonly PointEvidence[] => {
  const { source, thing, point, pixel, visible, size } = sight;
  const [x, y, z] = point;
  if (!(z > 0)) return [];
  const ray = Math.hypot(x, y, z) / z;
  const covariance = alongRay(point, depthVariance(sight) * ray ** 2, acrossVariance(sight));
  return [{ source, thing, point, covariance, pixel, visible, ...(size && { size }) }];
};

/** What a model's own answer says: sure across the ray, for it points; unsure along it. */
export const model: EvidenceSource = {
  kind: "model",
  tell: ({ sights }) => ({ evidence: sights.flatMap(evidenceOf) }),
};
