import {
  type Condition,
  compileCondition,
  compilePotential,
  type Potential,
  type Report,
} from "../expression/index.js";
import { textOf, type Values, valuesOf } from "./loose.js";
import { gripperName } from "./names.js";
import { Needs } from "./needs.js";
import type { Problems } from "./problems.js";
import type { Stage } from "./task.js";

/** A stage's expressions, as far as they could be compiled. */
export interface StageExpressions {
  readonly potential?: Potential;
  readonly until?: Condition;
  readonly text: Stage["text"];
  /** Keys of what they ask. */
  readonly needs: readonly string[];
}

/** Compiles every stage's expressions and gathers what they ask; reports what is wrong with them. */
export const compileStages = (
  values: Values,
  problems: Problems,
): { readonly needs: Needs; readonly stages: ReadonlyMap<string, StageExpressions> } => {
  const objects = Object.entries(valuesOf(values.objects));
  const phrases = [[gripperName, values.gripper ?? gripperName] as const, ...objects];
  const needs = new Needs(
    phrases.map(([name]) => name),
    new Map(phrases.map(([name, phrase]) => [name, textOf(phrase)?.trim() ?? ""])),
  );
  const stages = Object.entries(valuesOf(values.stages)).map(
    ([name, stage]): [string, StageExpressions] => [
      name,
      compileStage(name, valuesOf(stage), needs, problems),
    ],
  );
  return { needs, stages: new Map(stages) };
};

const compileStage = (
  name: string,
  values: Values,
  needs: Needs,
  problems: Problems,
): StageExpressions => {
  const scope = needs.scope();
  const reportOn =
    (setting: string, text: string): Report =>
    (at, message) => {
      problems.within(["stages", name, setting], text, at, message);
      return undefined;
    };
  const [of, end] = [textOf(values.potential), textOf(values.until)];
  const potential = of && compilePotential(of, scope, reportOn("potential", of));
  const until = end && compileCondition(end, scope, reportOn("until", end));
  return {
    ...(potential && { potential }),
    ...(until && { until }),
    text: { potential: of?.trim() ?? "", until: end?.trim() ?? "" },
    needs: [...scope.asked],
  };
};
