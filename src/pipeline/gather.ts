import type { EvidenceKind, FactSource, Frame, Observation } from "../core/index.js";
import { gatherEvidence, type KnownExtent, type Pointed } from "../estimate/index.js";
import type { Need, Task } from "../reward/index.js";
import type { Answer, Located } from "../vlm/index.js";

/** What is known besides the pictures, and what of it is to be used. */
export interface Besides {
  /** The phrase for the gripper. */
  readonly gripper: string;
  readonly known?: readonly KnownExtent[];
  /** All there is when absent. */
  readonly kinds?: readonly EvidenceKind[];
}

export const besidesOf = (
  { gripper, known }: Pick<Task, "gripper" | "known">,
  kinds?: readonly EvidenceKind[],
): Besides => ({ gripper, ...(known && { known }), ...(kinds && { kinds }) });

type Asked = readonly Pick<Need, "query">[];

/** Where each thing is pointed at; of several answers about one, the first. */
const pointedAt = (
  needs: Asked,
  answers: readonly Answer[],
  source: FactSource,
): readonly Pointed[] => {
  const found = new Map<string, Pointed>();
  const add = (thing: string, located: Located | undefined, by: FactSource): void => {
    if (thing !== "" && located && !found.has(thing))
      found.set(thing, { ...located, thing, source: by });
  };
  needs.forEach(({ query }, at) => {
    const answer = answers[at];
    if (!answer || answer.failure) return;
    add(query.subject, answer.subject, answer.source ?? source);
    add(query.object, answer.object, answer.source ?? source);
  });
  return [...found.values()];
};

/** Whether anything is known of a frame that its picture does not tell. */
const isKnownBesides = ({ depth, gripper, pose }: Frame, { known = [], kinds }: Besides): boolean =>
  depth !== undefined ||
  gripper !== undefined ||
  (pose !== undefined && (kinds === undefined || kinds.includes("cameras"))) ||
  (known.length > 0 && (kinds === undefined || kinds.includes("known")));

type Gathered = Pick<Observation, "evidence" | "refused" | "pose" | "up">;

/**
 * What all sources say of where things are in a frame; nothing where only the model's own answer is there.
 */
export const gather = async (
  frame: Frame,
  needs: Asked,
  answers: readonly Answer[],
  { besides, source }: { readonly besides: Besides | undefined; readonly source: FactSource },
): Promise<Gathered> => {
  const { intrinsics, pose, up } = frame;
  if (!besides || !intrinsics || !isKnownBesides(frame, besides)) return {};
  const pointed = pointedAt(needs, answers, source);
  const { gripper, known = [], kinds } = besides;
  const look = { frame, intrinsics, pointed, gripper, known };
  const { evidence, refused } = await gatherEvidence(look, kinds);
  return {
    evidence,
    ...(refused.length > 0 && { refused }),
    ...(pose && { pose }),
    ...(up && { up }),
  };
};
