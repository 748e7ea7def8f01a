import {
  type Contact,
  type PredicateRelation,
  type PredicateRule,
  predicateDefinition,
} from "../../core/index.js";
import { difference, probabilityPositive } from "./distributions.js";
import type { Scene } from "./lengths.js";
import { propagated } from "./propagated.js";
import { comparable } from "./quantities.js";

/** Scene with what the model says at once of contact: probabilities of "subject P object". */
export interface PredicateScene extends Scene {
  readonly contact: Readonly<Record<Contact, number>>;
}

export type Probability = number | "no-up";

type Compared = Extract<PredicateRule, { by: "quantity" }>;

const compared = ({ quantity, more }: Compared, scene: PredicateScene): Probability => {
  const { subject, object, up } = scene;
  const of = comparable[quantity];
  const [a, b] = [of(subject, up), of(object, up)];
  if (!a || !b) return "no-up";
  return probabilityPositive(more ? difference(a, b) : difference(b, a));
};

/** Probability, 0..1, that a relation holds. Directions are from the camera's point of view. */
export const probabilityOf = (relation: PredicateRelation, scene: PredicateScene): Probability => {
  const { truth, of } = predicateDefinition(relation);
  switch (truth.by) {
    case "quantity":
      return compared(truth, scene);
    case "boxes": {
      const margin = propagated(truth.margin, scene, of);
      return margin ? probabilityPositive(margin) : "no-up";
    }
    case "contact":
      return scene.contact[truth.contact];
    case "sight":
      return scene.subject.visible;
  }
};
