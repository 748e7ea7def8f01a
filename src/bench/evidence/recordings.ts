import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SpatialRewardError } from "../../core/index.js";
import type { Variant } from "./rows.js";

/** A recording of the simulator and its variants, each with its task file. */
export interface RobotRecording {
  readonly name: string;
  readonly variants: ReadonlyMap<Variant, { readonly bag: string; readonly task: string }>;
}

const variants: readonly Variant[] = ["", "lag", "wall", "apart", "table"];

const named = (name: string, variant: Variant): string => (variant ? `${name}-${variant}` : name);

const isVariant = (name: string): boolean =>
  variants.some((variant) => variant !== "" && name.endsWith(`-${variant}`));

const withVariants = (folder: string, name: string, files: ReadonlySet<string>): RobotRecording => {
  const found = variants.flatMap((variant) => {
    const own = named(name, variant);
    // A variant of the task alone goes with the recording as it is.
    const bag = files.has(`${own}.mcap`) ? own : name;
    if (!files.has(`${own}.yaml`)) return [];
    const paths = { bag: join(folder, `${bag}.mcap`), task: join(folder, `${own}.yaml`) };
    return [[variant, paths] as const];
  });
  return { name, variants: new Map(found) };
};

/**
 * The recordings of a folder that scripts/recordings.mjs wrote.
 * @throws SpatialRewardError usage.argument when there are none
 */
export const robotRecordings = async (folder: string): Promise<readonly RobotRecording[]> => {
  const files = new Set(await readdir(folder).catch(() => []));
  const names = [...files]
    .filter((file) => file.endsWith(".mcap"))
    .map((file) => file.slice(0, -".mcap".length))
    .filter((name) => !isVariant(name) && files.has(`${name}.yaml`))
    .sort();
  if (names.length > 0) return names.map((name) => withVariants(folder, name, files));
  throw new SpatialRewardError(
    "usage.argument",
    `${folder}: no NAME.mcap with its task file NAME.yaml; scripts/recordings.mjs writes them`,
  );
};
