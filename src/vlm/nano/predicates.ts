import type { PredicateRelation, Vec3 } from "../../core/index.js";
import type { ContactPredicate } from "./config.js";
import { difference, type Normal, probabilityPositive } from "./distributions.js";
import type { Scene } from "./lengths.js";
import { along, heightOf, logExtent, logVolume, range, type Thing } from "./thing.js";

/** Scene with what the model says at once of contact: probabilities of "subject P object". */
export interface PredicateScene extends Scene {
  readonly contact: Readonly<Record<ContactPredicate, number>>;
}

export type Probability = number | "no-up";

/** How much of a quantity a thing has; predicates compare two. */
type Quantity = (thing: Thing, up: Vec3 | undefined) => Normal | undefined;

const right: Quantity = (thing) => along(thing, [1, 0, 0]);
const depth: Quantity = (thing) => along(thing, [0, 0, 1]);
const elevation: Quantity = (thing, up) => up && along(thing, up);
const height: Quantity = (thing, up) => up && heightOf(thing, up);
const logWidth: Quantity = (thing) => logExtent(thing, 0);

/** The subject has more of it than the object. */
const more =
  (quantity: Quantity) =>
  ({ subject, object, up }: PredicateScene): Probability => {
    const [a, b] = [quantity(subject, up), quantity(object, up)];
    return a && b ? probabilityPositive(difference(a, b)) : "no-up";
  };

const less =
  (quantity: Quantity) =>
  ({ subject, object, ...rest }: PredicateScene): Probability =>
    more(quantity)({ ...rest, subject: object, object: subject });

const contact =
  (predicate: ContactPredicate) =>
  (scene: PredicateScene): Probability =>
    scene.contact[predicate];

const predicates: Readonly<Record<PredicateRelation, (scene: PredicateScene) => Probability>> = {
  left_of: less(right),
  right_of: more(right),
  above: more(elevation),
  below: less(elevation),
  in_front_of: less(depth),
  behind: more(depth),
  closer: less(range),
  farther: more(range),
  taller: more(height),
  shorter: less(height),
  wider: more(logWidth),
  narrower: less(logWidth),
  bigger: more(logVolume),
  smaller: less(logVolume),
  touching: contact("touching"),
  inside: contact("inside"),
  on: contact("on"),
  visible: ({ subject }) => subject.visible,
};

/** Probability, 0..1, that a relation holds. Directions are from the camera's point of view. */
export const probabilityOf = (relation: PredicateRelation, scene: PredicateScene): Probability =>
  predicates[relation](scene);
