import {
  addCovariance,
  type CameraPose,
  conjugate,
  inParent,
  isotropic,
  norm,
  type Observation,
  type OtherObservation,
  type PointEvidence,
  rotateCovariance,
  seenFrom,
} from "../../core/index.js";
import { fusePoints } from "../fuse-points.js";
import { kindOf } from "../trust.js";

/** How well two cameras' poses agree, 1 σ: in place [m], and as an angle. */
const placeError = 0.004;
const angleError = 0.004;

/** TF is the same for all cameras, and counts once. */
const ofItsOwn = ({ source }: PointEvidence): boolean => kindOf(source) !== "tf";

const between = (
  evidence: PointEvidence,
  from: CameraPose,
  to: CameraPose,
): Pick<PointEvidence, "point" | "covariance"> => {
  const point = seenFrom(to.pose, inParent(from.pose, evidence.point));
  const turned = rotateCovariance(
    conjugate(to.pose.rotation),
    rotateCovariance(from.pose.rotation, evidence.covariance),
  );
  const poses = placeError ** 2 + (angleError * norm(evidence.point)) ** 2;
  return { point, covariance: addCovariance(turned, isotropic(poses)) };
};

/**
 * What another camera says of things, as the own camera would: each as one source, since what it says of one thing rests
 * on one picture. Nothing where either doesn't know where it stands, or in another frame.
 */
export const fromOtherCamera = (
  { camera, observation }: OtherObservation,
  { pose }: Observation,
): readonly PointEvidence[] => {
  const { pose: other, evidence = [] } = observation;
  if (!pose || !other || pose.frame !== other.frame) return [];
  const things = [...new Set(evidence.map(({ thing }) => thing))];
  return things.flatMap((thing) => {
    const fused = fusePoints(evidence.filter((each) => each.thing === thing).filter(ofItsOwn));
    if (!fused) return [];
    const told: PointEvidence = { source: `camera:${camera}`, thing, ...fused };
    return [{ source: told.source, thing, ...between(told, other, pose) }];
  });
};
