import type { Report, Scope } from "../../src/reward/expression/index.js";

/** A scope of gripper, bottle and bowl, with what was asked and what was found wrong ("position: message"). */
export const gripperScope = (): {
  readonly scope: Scope;
  readonly report: Report;
  readonly problems: readonly string[];
  readonly asked: readonly string[];
} => {
  const problems: string[] = [];
  const asked: string[] = [];
  return {
    problems,
    asked,
    report: (at, message) => {
      problems.push(`${at}: ${message}`);
      return undefined;
    },
    scope: {
      names: ["gripper", "bottle", "bowl"],
      fact: (relation, subject, object) => {
        const [a, b] = object === "gripper" ? [object, subject] : [subject, object];
        asked.push(relation);
        return b === "" ? `${relation}(${a})` : `${relation}(${a},${b})`;
      },
    },
  };
};
