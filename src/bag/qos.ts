import { parse, stringify } from "yaml";

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

/** What results are offered with: nothing is lost on the way to a learner. */
export const defaultOfferedQos = offeredQos({
  reliability: "reliable",
  durability: "volatile",
  depth: 10,
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

/**
 * Profiles as any version has them (a string of YAML, or the YAML itself) in the form of versions 5–8: policies by
 * number. Empty when there are none.
 */
export const qosForVersion8 = (profiles: unknown): string => {
  const list = typeof profiles === "string" ? parse(profiles, { intAsBigInt: true }) : profiles;
  return Array.isArray(list) && list.length > 0 ? yamlOf(list.map(numbered)) : "";
};
