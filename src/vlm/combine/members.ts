import { createHash } from "node:crypto";
import type { Seconds } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type {
  Answer,
  Backend,
  BackendIdentity,
  BackendUsage,
  Sight,
  UnknownWord,
  Vocabulary,
} from "../backend.js";

/** How several backends become one. */
export type Combination = "ensemble" | "fallback";

const mark = { ensemble: "+", fallback: "," } as const satisfies Record<Combination, string>;

/** Of backends taken together: each of them, in order. */
const combinedIdentity = (kind: Combination, members: readonly Backend[]): BackendIdentity => {
  const joined = (of: (identity: BackendIdentity) => string): string =>
    members.map(({ identity }) => of(identity)).join(mark[kind]);
  const hashes = joined(({ source, version, hash }) => `${source} ${version} ${hash}`);
  return {
    source: `${kind}:${joined(({ source }) => source)}`,
    name: joined(({ name }) => name),
    version: joined(({ version }) => version),
    hash: createHash("sha256").update(`${kind} ${hashes}`).digest("hex"),
  };
};

/** An answer that says whose it is. */
export const signed = (answer: Answer, { identity }: Backend): Answer => ({
  source: identity.source,
  ...answer,
});

const sum = (values: readonly (number | undefined)[]): number | undefined =>
  values.some((value) => value !== undefined)
    ? values.reduce<number>((total, value) => total + (value ?? 0), 0)
    : undefined;

/** What all of them have taken; undefined when none of them counts. */
const combinedUsage = (members: readonly Backend[]): BackendUsage | undefined => {
  const used = members.flatMap((member) => member.usage?.() ?? []);
  const total = (of: (usage: BackendUsage) => number | undefined) => sum(used.map(of));
  const cost = total((usage) => usage.cost);
  const cachedAnswers = total((usage) => usage.cachedAnswers);
  return used.length === 0
    ? undefined
    : {
        requests: total(({ requests }) => requests) ?? 0,
        inputTokens: total(({ inputTokens }) => inputTokens) ?? 0,
        cachedInputTokens: total((usage) => usage.cachedInputTokens) ?? 0,
        outputTokens: total(({ outputTokens }) => outputTokens) ?? 0,
        ...(cost !== undefined && { cost }),
        ...(cachedAnswers !== undefined && { cachedAnswers }),
      };
};

/** The sum of their patience: one may come after the other. */
const combinedPatience = (members: readonly Backend[]): { readonly patience?: Seconds } => {
  const patience = sum(members.map((member) => member.patience));
  return patience === undefined ? {} : { patience };
};

/** Of all that have eyes to try: the worst that is found. */
const combinedProbe = (members: readonly Backend[]): Pick<Backend, "probe"> => {
  const probes = members.flatMap(({ probe, identity }) => (probe ? [{ probe, identity }] : []));
  if (probes.length === 0) return {};
  const worst = ["blind", "unknown", "seen"] as const;
  return {
    probe: async (seed, signal) => {
      const sights = await Promise.all(
        probes.map(async ({ probe, identity }): Promise<Sight> => {
          const sight = await probe(seed, signal);
          return sight.kind === "unknown"
            ? sight
            : { ...sight, told: `${identity.source}: ${sight.told}` };
        }),
      );
      const kind = worst.find((each) => sights.some((sight) => sight.kind === each));
      const [first] = sights.filter((sight) => sight.kind === kind);
      if (first === undefined) throw new RangeError("probe: nobody was asked");
      return first;
    },
  };
};

/** Words that keep every member from being asked: of the one that lacks the fewest. */
const lackedByAll = (
  vocabularies: readonly Vocabulary[],
  question: Question,
): readonly UnknownWord[] => {
  const [fewest = []] = vocabularies
    .map(({ unknownIn }) => unknownIn(question))
    .sort((a, b) => a.length - b.length);
  return fewest;
};

/** One member that can be asked is enough: others then count as unanswered. Absent where one takes any word. */
const combinedVocabulary = (members: readonly Backend[]): { readonly vocabulary?: Vocabulary } => {
  const vocabularies = members.flatMap(({ vocabulary }) => vocabulary ?? []);
  if (vocabularies.length < members.length) return {};
  return {
    vocabulary: {
      words: [...new Set(vocabularies.flatMap(({ words }) => words))],
      unknownIn: (question) => lackedByAll(vocabularies, question),
    },
  };
};

/** Whether a member takes a question's names as they are. */
const takesAsItIs = ({ vocabulary, understoodIn }: Backend, question: Question): boolean =>
  (vocabulary?.unknownIn(question) ?? []).length === 0 &&
  (understoodIn?.(question) ?? []).length === 0;

/**
 * What members are asked about in place of names that they have not learnt: those whose answers may count. In an ensemble
 * they count where no member knows the names; a fallback may come down to each of them.
 */
const combinedUnderstanding = (
  kind: Combination,
  members: readonly Backend[],
): Pick<Backend, "understoodIn"> =>
  members.some(({ understoodIn }) => understoodIn !== undefined)
    ? {
        understoodIn: (question) => {
          const isKnown = members.some((member) => takesAsItIs(member, question));
          if (kind === "ensemble" && isKnown) return [];
          const found = members.flatMap(({ understoodIn, identity }) =>
            (understoodIn?.(question) ?? []).map((each) => ({ by: identity.source, ...each })),
          );
          return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
        },
      }
    : {};

/** All of a backend that follows from its members; what is left is how it asks them. */
export const madeOf = (kind: Combination, members: readonly Backend[]): Omit<Backend, "ask"> => ({
  identity: combinedIdentity(kind, members),
  ...combinedPatience(members),
  ...combinedProbe(members),
  ...combinedVocabulary(members),
  ...combinedUnderstanding(kind, members),
  usage: () => combinedUsage(members),
  close: async () => {
    await Promise.all(members.map((member) => member.close()));
  },
});
