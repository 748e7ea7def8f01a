import { SpatialRewardError, unknownName } from "../../core/index.js";
import {
  type Condition,
  compileCondition,
  compilePotential,
  type Potential,
} from "../expression/index.js";

import { type Path, TaskDocument, type TaskProblem } from "./document.js";
import { gripperName, type NameProblem, nameProblems, phraseProblems } from "./names.js";
import { Needs } from "./needs.js";
import { stageSettings, type TaskShape, taskSettings, taskShape } from "./schema.js";
import type { Stage, Task } from "./task.js";

type Values = Readonly<Record<string, unknown>>;

const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

interface StageExpressions {
  readonly potential?: Potential;
  readonly until?: Condition;
  readonly needs: readonly string[];
}

/** Everything that can be found wrong with one file, gathered before anything is thrown. */
class TaskReader {
  private readonly document: TaskDocument;
  private readonly problems: TaskProblem[];

  constructor(
    private readonly source: string,
    private readonly path: string,
  ) {
    this.document = new TaskDocument(source);
    this.problems = [...this.document.problems];
  }

  read(): Task {
    const values = this.document.readable ? this.values() : undefined;
    if (values === undefined) throw this.refusal();
    const shape = this.shape(values);
    const names = valuesOf(values);
    this.names(names);
    const { needs, stages } = this.expressions(names);
    if (shape === undefined || this.problems.length > 0) throw this.refusal();
    return this.task(shape, needs, stages);
  }

  private values(): unknown {
    try {
      return this.document.values() ?? {};
    } catch (thrown) {
      this.report(0, "", thrown instanceof Error ? thrown.message : String(thrown));
      return undefined;
    }
  }

  private report(offset: number, where: string, message: string): void {
    this.problems.push({ offset, where, message });
  }

  private reportAt(path: Path, message: string): void {
    this.report(this.document.offset(path), path.join("."), message);
  }

  private reportName({ parent, key, message }: NameProblem): void {
    this.report(this.document.keyOffset(parent, key), parent.join("."), message);
  }

  /** Types, ranges, missing and unknown settings. */
  private shape(values: unknown): TaskShape | undefined {
    const read = taskShape.safeParse(values);
    for (const issue of read.error?.issues ?? []) {
      const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
      if (issue.code !== "unrecognized_keys") this.reportAt(path, issue.message);
      else
        for (const key of issue.keys) {
          const known = path.length === 0 ? taskSettings : stageSettings;
          this.reportName({ parent: path, key, message: unknownName("setting", key, known) });
        }
    }
    return read.data;
  }

  private names(values: Values): void {
    const [objects, cameras, stages] = [values.objects, values.cameras, values.stages].map(
      valuesOf,
    );
    const problems = [
      ...nameProblems("objects", "an object", Object.keys(objects ?? {})),
      ...nameProblems("cameras", "a camera", Object.keys(cameras ?? {})),
      ...nameProblems("stages", "a stage", Object.keys(stages ?? {})),
      ...phraseProblems(Object.entries(objects ?? {})),
    ];
    for (const problem of problems) this.reportName(problem);
    this.success(textOf(values.success), Object.keys(stages ?? {}), values.stages);
  }

  private success(success: string | undefined, stages: readonly string[], given: unknown): void {
    const last = stages.at(-1);
    if (last === undefined) {
      if (given !== undefined && Object.keys(valuesOf(given)).length === 0 && given !== null)
        this.reportAt(["stages"], "must have at least one stage");
      return;
    }
    if (success === undefined || success === last) return;
    const message = stages.includes(success)
      ? `"${success}" is not the last stage; success is the end of ${last}`
      : unknownName("stage", success, stages);
    this.reportAt(["success"], message);
  }

  private expressions(values: Values): {
    readonly needs: Needs;
    readonly stages: ReadonlyMap<string, StageExpressions>;
  } {
    const objects = Object.entries(valuesOf(values.objects));
    const phrases = objects.map(([name, phrase]): [string, string] => [name, textOf(phrase) ?? ""]);
    const gripper = textOf(values.gripper)?.trim() ?? gripperName;
    const needs = new Needs(
      [gripperName, ...objects.map(([name]) => name)],
      new Map([
        ...phrases.map(([name, phrase]): [string, string] => [name, phrase.trim()]),
        [gripperName, gripper],
      ]),
    );
    const stages = Object.entries(valuesOf(values.stages)).map(
      ([name, stage]): [string, StageExpressions] => [
        name,
        this.stage(name, valuesOf(stage), needs),
      ],
    );
    return { needs, stages: new Map(stages) };
  }

  private stage(name: string, { potential, until }: Values, needs: Needs): StageExpressions {
    const scope = needs.scope();
    const compiled = <T>(
      setting: string,
      text: string | undefined,
      compile: (text: string, report: (at: number, message: string) => undefined) => T | undefined,
    ): T | undefined => {
      const path = ["stages", name, setting];
      return text === undefined
        ? undefined
        : compile(text, (at, message) => {
            this.report(this.document.charOffset(path, text, at), path.join("."), message);
            return undefined;
          });
    };
    const of = compiled("potential", textOf(potential), (text, report) =>
      compilePotential(text, scope, report),
    );
    const end = compiled("until", textOf(until), (text, report) =>
      compileCondition(text, scope, report),
    );
    return { ...(of && { potential: of }), ...(end && { until: end }), needs: [...scope.asked] };
  }

  private task(
    shape: TaskShape,
    needs: Needs,
    expressions: ReadonlyMap<string, StageExpressions>,
  ): Task {
    const stages = Object.entries(shape.stages).map(([name, { hold }]): Stage => {
      const { potential, until, needs: keys = [] } = expressions.get(name) ?? {};
      if (!potential || !until) throw new Error(`stage ${name} was not compiled`);
      return { name, potential, until, hold: hold ?? 0, needs: keys };
    });
    return {
      text: shape.task.trim(),
      gripper: (shape.gripper ?? gripperName).trim(),
      objects: trimmed(shape.objects),
      cameras: trimmed(shape.cameras ?? {}),
      discountPerSecond: shape.discount_per_second ?? 0.9,
      successReward: shape.success_reward ?? 1,
      ...(shape.time_limit === undefined ? {} : { timeLimit: shape.time_limit }),
      stages,
      success: shape.success,
      needs: needs.all(),
      source: this.source,
    };
  }

  private refusal(): SpatialRewardError {
    const ordered = [...this.problems].sort((a, b) => a.offset - b.offset);
    const lines = new Set(ordered.map((problem) => this.document.describe(this.path, problem)));
    return new SpatialRewardError("task.invalid", [...lines].join("\n"));
  }
}

const trimmed = (texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()]));

/**
 * Reads a task file: YAML as in the documentation, with names, expressions and units checked.
 * `path` is what messages call the file.
 * @throws SpatialRewardError task.invalid with every problem, a line each: `path:line:column: setting: what is wrong`
 */
export const parseTask = (source: string, options: { readonly path?: string } = {}): Task =>
  new TaskReader(source, options.path ?? "task").read();
