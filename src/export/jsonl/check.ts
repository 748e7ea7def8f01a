import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Problem } from "../format.js";
import { gatherProblems } from "../problems.js";
import { stepsFile } from "./write.js";

const vector = z.array(z.number()).optional();

const line = z.object({
  episode: z.number().int(),
  step: z.number().int(),
  is_last: z.boolean(),
  state: vector,
  action: vector,
  potential: z.number().min(0).max(1),
  next: z.object({ reward: z.number(), discount: z.number().min(0).max(1) }),
});

type Line = z.infer<typeof line>;

const parsed = (text: string): Line | string => {
  try {
    const { data, error } = line.safeParse(JSON.parse(text));
    const issue = error?.issues[0];
    return data ?? `${issue?.path.join(".")}: ${issue?.message}`;
  } catch {
    return "is no JSON";
  }
};

const whatIsWrong = (
  before: Line | undefined,
  { episode, step, ...now }: Line,
): string | undefined => {
  const begins = before === undefined || before.is_last;
  if (begins ? step !== 0 : step !== before.step + 1 || episode !== before.episode)
    return `step ${step} of episode ${episode} doesn't follow the line before`;
  if (now.is_last && now.next.reward !== 0) return "the last step of an episode pays a reward";
  const differs = (["state", "action"] as const).find(
    (each) => before && before[each]?.length !== now[each]?.length,
  );
  return differs && `${differs}: another length than in the line before`;
};

export const checkJsonl = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  let before: Line | undefined;
  let count = 0;
  for await (const text of createInterface({ input: createReadStream(join(folder, stepsFile)) })) {
    count += 1;
    const now = parsed(text);
    const what = typeof now === "string" ? now : whatIsWrong(before, now);
    if (what !== undefined) problems.add(stepsFile, `line ${count}: ${what}`);
    if (typeof now !== "string") before = now;
  }
  if (before === undefined) problems.add(stepsFile, "has no steps");
  else if (!before.is_last) problems.add(stepsFile, "is cut off: its last line ends no episode");
  return problems.all;
};
