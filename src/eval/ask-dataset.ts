import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Frame, type Query, SpatialRewardError, stampOf } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import { frameFromFile } from "../messages/index.js";
import type { Backend } from "../vlm/index.js";
import { parseQuestion } from "../vqa/index.js";
import type { Judged } from "./questions.js";

/** The frame that a line of a data set stands for, with the camera it states. */
export const frameOf = async (
  folder: string,
  { image, camera, t = 0 }: DataLine,
): Promise<Frame> => {
  const path = join(folder, image);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SpatialRewardError("image.missing", `can't read the image "${path}"`, { cause });
  });
  const { up, ...intrinsics } = camera;
  const frame = await frameFromFile(bytes, path, { intrinsics });
  return { ...frame, stamp: stampOf(t), ...(up && { up }) };
};

/** Asks a line's questions in its own words. Questions whose fact has no value (unseen things) are left out. */
export const judgeLine = async (
  folder: string,
  line: DataLine,
  backend: Backend,
  signal?: AbortSignal,
): Promise<readonly Judged[]> => {
  const asked = (line.questions ?? []).flatMap(({ question, fact }) => {
    const truth = fact.metres ?? fact.holds;
    return truth === undefined ? [] : [{ question, relation: fact.relation, truth }];
  });
  if (asked.length === 0) return [];
  const questions = asked.map(({ question }) => parseQuestion(question));
  const answers = await backend.ask(await frameOf(folder, line), questions, signal);
  return asked.map(({ relation, truth }, i) => ({
    relation,
    truth,
    reading: answers[i]?.reading ?? { kind: "unreadable", reason: "empty" },
  }));
};

/** What an episode's reward lives by: how far its gripper is from its object. */
export const taskQuery = ({ task }: DataLine): Query | undefined =>
  task && { relation: "distance", subject: task.subject, object: task.object };
