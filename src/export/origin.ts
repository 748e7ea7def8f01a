import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { exists } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import type { Labelled } from "./labelled.js";
import type { ExportSettings } from "./settings.js";

/** With it an export is whole, and known as one. */
export const exportFile = "spatial_reward_export.json";

const originShape = z.object({
  /** Of the labels' names and of what each was made from. */
  labels: z.string(),
  options: z.object({
    state: z.array(z.string()),
    action: z.array(z.string()),
    fps: z.number().optional(),
    pictures: z.boolean(),
  }),
});

/** Everything that an export depends on beside the program: equal ones have equal exports. */
export type ExportOrigin = z.infer<typeof originShape>;

const signalText = ({ topic, path }: ExportSettings["state"][number]): string =>
  path === "" ? topic : `${topic}.${path}`;

export const originOf = (
  labelled: readonly Labelled[],
  { state, action, fps, pictures }: ExportSettings,
): ExportOrigin => ({
  labels: createHash("sha256")
    .update(JSON.stringify(labelled.map(({ name, madeFrom }) => [name, madeFrom])))
    .digest("hex"),
  options: {
    state: state.map(signalText),
    action: action.map(signalText),
    ...(fps !== undefined && { fps }),
    pictures,
  },
});

const reason = z.object({ kind: z.string(), what: z.string(), count: z.number() });

const storedShape = z.object({
  version: z.string(),
  format: z.string(),
  fps: z.number(),
  recordings: z.number(),
  episodes: z.number(),
  steps: z.number(),
  successes: z.number(),
  discounts: z.array(z.object({ task: z.string(), discount: z.number() })),
  stateNames: z.array(z.string()).exactOptional(),
  actionNames: z.array(z.string()).exactOptional(),
  reasons: z.array(reason),
  madeFrom: originShape,
});

/** What an export tells of itself. */
export type StoredExport = z.infer<typeof storedShape>;

/** Of an earlier version's, which told less, nothing: undefined. */
const storedExport = async (folder: string): Promise<StoredExport | undefined> => {
  const text = await readFile(join(folder, exportFile), "utf8");
  try {
    return storedShape.safeParse(JSON.parse(text)).data;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
};

/** @throws SpatialRewardError output.exists for a folder that export has not made */
export const refuseForeign = async (output: string): Promise<void> => {
  if (await exists(join(output, exportFile))) return;
  throw new SpatialRewardError(
    "output.exists",
    `${output}: exists and is not what export makes; choose another -o, or move it away`,
  );
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What a whole export in its place came to, if the same would be made again; undefined when it is to be made. One of fewer
 * or older labels is made anew: labels are told when they change, and an export is nothing but they.
 * @throws SpatialRewardError output.exists for one with other flags, unless it may be overwritten
 */
export const finishedExport = async (
  output: string,
  wanted: ExportOrigin,
  { version, overwrite }: { readonly version: string; readonly overwrite: boolean },
): Promise<StoredExport | undefined> => {
  if (!(await exists(output))) return undefined;
  await refuseForeign(output);
  const stored = await storedExport(output);
  if (stored && !same(stored.madeFrom.options, wanted.options)) {
    if (overwrite) return undefined;
    throw new SpatialRewardError(
      "output.exists",
      `${output}: was exported with other flags (--state, --action, --fps, --no-images); --overwrite makes it anew`,
    );
  }
  const isCurrent = stored?.version === version && stored.madeFrom.labels === wanted.labels;
  return isCurrent ? stored : undefined;
};
