import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { z } from "zod";
import type { Problem } from "../format.js";
import { progressFile } from "../lerobot/progress.js";
import { gatherProblems } from "../problems.js";
import { returnsFile } from "./write.js";

const progressRow = z.object({
  index: z.bigint(),
  episode_index: z.bigint(),
  frame_index: z.bigint(),
  progress_sparse: z.number().min(0).max(1),
});
const returnsRow = z.object({
  episode_index: z.bigint(),
  frame_index: z.bigint(),
  return: z.number(),
  reward: z.number(),
  prompt: z.string().min(1),
});

const check = async (
  folder: string,
  file: string,
  shape: z.ZodType<{ readonly episode_index: bigint; readonly frame_index: bigint }>,
): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, file)) });
  if (rows.length === 0) problems.add(file, "has no rows");
  let before: { readonly episode_index: bigint; readonly frame_index: bigint } | undefined;
  for (const [at, given] of rows.entries()) {
    const { data: row, error } = shape.safeParse(given);
    const issue = error?.issues[0];
    if (!row) {
      problems.add(file, `row ${at}: ${issue?.path.join(".")}: ${issue?.message}`);
      continue;
    }
    const begins = before?.episode_index !== row.episode_index;
    const due = begins ? 0n : (before?.frame_index ?? 0n) + 1n;
    if (row.frame_index !== due)
      problems.add(file, `row ${at}: frame_index must be ${due}; is ${row.frame_index}`);
    before = row;
  }
  return problems.all;
};

export const checkSidecar = async (folder: string): Promise<readonly Problem[]> => [
  ...(await check(folder, progressFile, progressRow)),
  ...(await check(folder, returnsFile, returnsRow)),
];
