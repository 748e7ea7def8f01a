import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { reasonOf } from "../../core/index.js";
import type { Problem } from "../format.js";
import { gatherProblems, type Problems } from "../problems.js";
import { type Due, dueOf } from "./due.js";
import { decodeExample, type Example } from "./example.js";
import { recordsIn, shardName } from "./tfrecord.js";
import { datasetFolder } from "./write.js";

const infoShape = z.object({
  name: z.string(),
  splits: z.array(z.object({ name: z.string(), shardLengths: z.array(z.string()) })).min(1),
});

/** Episodes differ in length: `is_first` counts the steps. */
const checkExample = (
  example: Example,
  due: ReadonlyMap<string, Due>,
  add: (what: string) => void,
): void => {
  const steps = example.get("steps/is_first")?.values.length ?? 0;
  if (steps < 2) add("has fewer than two steps");
  for (const [key, { kind, width, perStep }] of due) {
    const wanted = width * (perStep ? steps : 1);
    const found = example.get(key);
    if (found?.kind !== kind || found.values.length !== wanted)
      add(`${key}: must have ${wanted} values, as features.json tells`);
    else if (found.kind === "float" && !found.values.every(Number.isFinite))
      add(`${key}: has numbers that are none`);
  }
  for (const key of example.keys()) if (!due.has(key)) add(`${key}: is not in features.json`);
  const lasts = example.get("steps/is_last");
  if (lasts?.kind === "int64" && lasts.values.indexOf(1) !== steps - 1)
    add("steps/is_last: must be true on the last step alone");
};

const checkShard = async (
  place: string,
  name: string,
  { due, records }: { readonly due: ReadonlyMap<string, Due>; readonly records: number },
  { add }: Problems,
): Promise<void> => {
  const found = await recordsIn(join(place, name));
  if (typeof found === "string") {
    add(name, found);
    return;
  }
  if (found.length !== records)
    add(name, `has ${found.length} records, and dataset_info.json tells ${records}`);
  for (const [i, record] of found.entries())
    checkExample(decodeExample(record), due, (what) => add(name, `record ${i}: ${what}`));
};

/** What TFDS, and a trainer that reads RLDS, would trip over. */
export const checkRlds = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  const place = join(folder, datasetFolder);
  const guarded = async (file: string, look: () => Promise<void>): Promise<void> => {
    await look().catch((thrown: unknown) =>
      problems.add(file, `can't be read: ${reasonOf(thrown)}`),
    );
  };
  const json = async (file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(place, file), "utf8"));
  await guarded("features.json", async () => {
    const due = dueOf(await json("features.json"));
    await guarded("dataset_info.json", async () => {
      const { name, splits } = infoShape.parse(await json("dataset_info.json"));
      const there = new Set(await readdir(place));
      for (const { name: split, shardLengths } of splits)
        for (const [i, length] of shardLengths.entries()) {
          const shard = shardName(`${name}-${split}`, i, shardLengths.length);
          if (!there.has(shard)) problems.add(shard, "is missing");
          else
            await guarded(shard, () =>
              checkShard(place, shard, { due, records: Number(length) }, problems),
            );
        }
    });
  });
  return problems.all;
};
