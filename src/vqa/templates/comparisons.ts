import type { PredicateRelation } from "../../core/index.js";
import type { PredicateTemplate } from "../template.js";
import { saysNo, saysYes } from "./replies.js";

interface Comparison {
  readonly relation: PredicateRelation;
  /** "taller" */
  readonly more: string;
  /** "tall", for "as tall as" turned round. */
  readonly noun: string;
  /** After the comparative where it needs one: " to the camera". */
  readonly reference: string;
  /** Another comparative with the same meaning. */
  readonly synonym: string;
}

/** Is one thing more so than the other? */
const isMore = ({ relation, more, noun, reference, synonym }: Comparison): PredicateTemplate => ({
  kind: "predicate",
  id: `${relation}/is`,
  relation,
  ask: [
    ({ subject, object }) => `is ${subject} ${more}${reference} than ${object}?`,
    ({ subject, object }) => `is ${subject} the ${more} one${reference} compared to ${object}?`,
    ({ subject, object }) => `compared to ${object}, is ${subject} ${more}${reference}?`,
    ({ subject, object }) => `is it true that ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) => `would you say ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) =>
      `can you confirm that ${subject} is ${more}${reference} than ${object}?`,
    ({ subject, object }) => `does ${subject} have ${noun} than ${object}?`,
    ({ subject, object }) => `is ${subject} ${synonym} than ${object}?`,
  ],
  yes: [
    ...saysYes,
    ({ subject, object }) => `yes, ${subject} is ${more}${reference} than ${object}.`,
    ({ subject }) => `${subject} is ${more}.`,
  ],
  no: [
    ...saysNo,
    ({ subject, object }) => `no, ${subject} is not ${more}${reference} than ${object}.`,
    ({ object }) => `${object} is ${more}.`,
  ],
});

/** Which of the two is more so? The subject is named first; "yes" means that it is the one. */
const whichIsMore = ({ relation, more, reference }: Comparison): PredicateTemplate => ({
  kind: "predicate",
  id: `${relation}/which`,
  relation,
  ask: [
    ({ subject, object }) => `which is ${more}${reference}, ${subject} or ${object}?`,
    ({ subject, object }) => `which one is ${more}${reference}, ${subject} or ${object}?`,
    ({ subject, object }) => `between ${subject} and ${object}, which is ${more}${reference}?`,
    ({ subject, object }) => `of ${subject} and ${object}, which one is ${more}${reference}?`,
  ],
  yes: [
    ({ subject }) => `${subject}.`,
    ({ subject }) => `${subject} is ${more}.`,
    ({ subject, object }) => `${subject} is ${more}${reference} than ${object}.`,
  ],
  no: [
    ({ object }) => `${object}.`,
    ({ object }) => `${object} is ${more}.`,
    ({ subject, object }) => `${object} is ${more}${reference} than ${subject}.`,
  ],
});

const compared: readonly Comparison[] = [
  {
    relation: "closer",
    more: "closer",
    noun: "a smaller distance to the camera",
    reference: " to the camera",
    synonym: "nearer to the camera",
  },
  {
    relation: "farther",
    more: "farther",
    noun: "a larger distance to the camera",
    reference: " from the camera",
    synonym: "further from the camera",
  },
  {
    relation: "taller",
    more: "taller",
    noun: "more height",
    reference: "",
    synonym: "greater in height",
  },
  {
    relation: "shorter",
    more: "shorter",
    noun: "less height",
    reference: "",
    synonym: "smaller in height",
  },
  { relation: "wider", more: "wider", noun: "more width", reference: "", synonym: "broader" },
  {
    relation: "narrower",
    more: "narrower",
    noun: "less width",
    reference: "",
    synonym: "less wide",
  },
  { relation: "bigger", more: "bigger", noun: "a larger size", reference: "", synonym: "larger" },
  {
    relation: "smaller",
    more: "smaller",
    noun: "a smaller size",
    reference: "",
    synonym: "less big",
  },
];

export const comparisons: readonly PredicateTemplate[] = compared.flatMap((comparison) => [
  isMore(comparison),
  whichIsMore(comparison),
]);
