import { parse, stringify } from "yaml";
import { remember } from "../core/index.js";

/** Policies of rmw by number, as metadata up to version 8 writes them; version 9 writes the names. */
const policies = {
  history: ["system_default", "keep_last", "keep_all", "unknown"],
  reliability: ["system_default", "reliable", "best_effort", "unknown", "best_available"],
  durability: ["system_default", "transient_local", "volatile", "unknown", "best_available"],
  liveliness: [
    "system_default",
    "automatic",
    "manual_by_node",
    "manual_by_topic",
    "unknown",
    "best_available",
  ],
} as const satisfies Record<string, readonly string[]>;

const isPolicy = (key: string): key is keyof typeof policies => key in policies;

/** How a topic was, or is to be, offered by its publisher. */
export interface QosProfile {
  readonly reliability: "reliable" | "best_effort";
  readonly durability: "volatile" | "transient_local";
  /** Messages kept for late or slow subscribers. */
  readonly depth: number;
}

const forever = { sec: 9_223_372_036, nsec: 854_775_807 };

/** Versions 5–8 of metadata.yaml hold the profiles as YAML within a string. */
const yamlOf = (profiles: readonly unknown[]): string =>
  stringify(profiles, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();

/** A YAML list of one profile, in the form that every ROS 2 distribution reads. */
export const offeredQos = ({ reliability, durability, depth }: QosProfile): string =>
  yamlOf([
    {
      history: policies.history.indexOf("keep_last"),
      depth,
      reliability: policies.reliability.indexOf(reliability),
      durability: policies.durability.indexOf(durability),
      deadline: forever,
      lifespan: forever,
      liveliness: policies.liveliness.indexOf("automatic"),
      liveliness_lease_duration: forever,
      avoid_ros_namespace_conventions: false,
    },
  ]);

/** Of a publisher that doesn't say: keep-all, or a recording without profiles. */
const defaultDepth = 10;

/** What results are offered with: nothing is lost on the way to a learner. */
export const defaultOfferedQos = offeredQos({
  reliability: "reliable",
  durability: "volatile",
  depth: defaultDepth,
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const numbered = (profile: unknown): unknown =>
  isRecord(profile)
    ? Object.fromEntries(
        Object.entries(profile).map(([key, value]) => {
          const names: readonly string[] = isPolicy(key) ? policies[key] : [];
          return [
            key,
            typeof value === "string" && names.includes(value) ? names.indexOf(value) : value,
          ];
        }),
      )
    : profile;

const profilesOf = (text: string): readonly unknown[] => {
  const list: unknown = parse(text, { intAsBigInt: true });
  return Array.isArray(list) ? list : [];
};

const named = (policy: keyof typeof policies, value: unknown): unknown =>
  typeof value === "bigint" ? policies[policy][Number(value)] : value;

const playedProfile = (recorded: unknown): QosProfile | undefined => {
  if (!isRecord(recorded)) return undefined;
  const reliability = named("reliability", recorded.reliability);
  const durability = named("durability", recorded.durability);
  return {
    reliability: reliability === "best_effort" ? reliability : "reliable",
    durability: durability === "transient_local" ? durability : "volatile",
    depth: Number(recorded.depth ?? 0),
  };
};

/**
 * What to play a topic with: as its publishers offered it where they agree, otherwise reliable and volatile, as
 * `ros2 bag play` does. One publisher stands for all of them, so their depths add up: of three static transforms from
 * three nodes, none is lost to those who come late.
 * @param recorded profiles as a recording has them (`TopicInfo.offeredQos`)
 */
export const playedQos = (recorded = ""): QosProfile => {
  const profiles = profilesOf(recorded).flatMap((each) => playedProfile(each) ?? []);
  const [first] = profiles;
  const agreed = profiles.every(
    ({ reliability, durability }) =>
      reliability === first?.reliability && durability === first.durability,
  );
  const depth = profiles.reduce((sum, profile) => sum + profile.depth, 0) || defaultDepth;
  return first && agreed
    ? { ...first, depth }
    : { reliability: "reliable", durability: "volatile", depth };
};

/**
 * Profiles as any version has them (a string of YAML, or the YAML itself) in the form of versions 5–8: policies by
 * number. Empty when there are none.
 */
export const qosForVersion8 = (profiles: unknown): string =>
  typeof profiles === "string" ? ofText(profiles) : ofList(profiles);

const ofList = (list: unknown): string =>
  Array.isArray(list) && list.length > 0 ? yamlOf(list.map(numbered)) : "";

/** Most topics of a robot are offered in one of a few ways, and YAML is slow. */
const mostTexts = 64;

const ofText = remember((text) => ofList(parse(text, { intAsBigInt: true })), mostTexts);
