import { createHash } from "node:crypto";
import { SpatialRewardError } from "../core/index.js";
import type { Task } from "../reward/index.js";
import { Kept } from "./kept.js";
import { pictureOf } from "./pictures.js";
import type { Item, Result } from "./protocol.js";
import { filmValue, type ValueOptions } from "./value.js";

/** What an instruction, or the text of a task file, asks for. @throws SpatialRewardError serve.task, task.* */
export type TaskOf = (item: Pick<Item, "instruction" | "task">) => Task;

export interface AnswerOptions extends Omit<ValueOptions, "signal"> {
  readonly taskOf: TaskOf;
  /** The camera that is looked at, where frames have several. */
  readonly view?: string;
}

type Parts = ReadonlyMap<string, Uint8Array>;

export type AnswerItem = (item: Item, parts: Parts, signal: AbortSignal) => Promise<Result>;

interface Given {
  readonly digest: string;
  readonly result: Result;
}

/** Scores that are kept for a harness that asks again after a timeout. */
const kept = 65_536;

/** Of all that the score depends on, the pictures as they are and not as they are called. */
const digestOf = (item: Item, contexts: readonly (readonly Uint8Array[])[]): string => {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([
      item.op,
      item.instruction,
      item.task ?? null,
      contexts.map(({ length }) => length),
    ]),
  );
  for (const picture of contexts.flat()) hash.update(`${picture.length}:`).update(picture);
  return hash.digest("base64");
};

/**
 * Scores one question. `compare` is what the second film is worth less what the first is, as RoboValue's
 * `value_difference` has it. A request id that was answered is answered alike.
 */
export const createAnswer = ({ taskOf, view, ...valuing }: AnswerOptions): AnswerItem => {
  const given = new Kept<Given>(kept);
  return async (item, parts, signal) => {
    const contexts = item.contexts.map(({ frames }) =>
      frames.map((views) => pictureOf(views, view, parts)),
    );
    const digest = digestOf(item, contexts);
    const { request_id, op } = item;
    const before = given.get(request_id);
    if (before && before.digest !== digest)
      throw new SpatialRewardError(
        "serve.conflict",
        `request_id ${request_id} was used for another question`,
      );
    if (before) return before.result;
    const task = taskOf(item);
    const values: number[] = [];
    for (const pictures of contexts)
      values.push(await filmValue(pictures, task, { ...valuing, signal }));
    const [first = Number.NaN, second = Number.NaN] = values;
    const result = { request_id, op, score: op === "compare" ? second - first : first };
    given.set(request_id, { digest, result });
    return result;
  };
};
