import { alongRay, type PointEvidence } from "../../core/index.js";
import { acrossVariance, depthVariance } from "./sighting.js";
import { type EvidenceSource, isPlaced, type Placed } from "./source.js";

const evidenceOf = (one: Placed): readonly PointEvidence[] => {
  const { source, thing, point, pixel, visible, size } = one;
  const [x, y, z] = point;
  if (!(z > 0)) return [];
  const ray = Math.hypot(x, y, z) / z;
  const covariance = alongRay(point, depthVariance(one) * ray ** 2, acrossVariance(one));
  return [{ source, thing, point, covariance, pixel, visible, ...(size && { size }) }];
};

/** What a model's own answer says: sure across the ray, for it points; unsure along it. */
export const model: EvidenceSource = {
  kind: "model",
  tell: ({ pointed }) => ({ evidence: pointed.filter(isPlaced).flatMap(evidenceOf) }),
};
