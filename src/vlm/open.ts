import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SpatialRewardError } from "../core/index.js";
import type { Backend } from "./backend.js";
import { readModelType } from "./engine/model-directory.js";
import { families, refused } from "./families.js";
import type { ModelDirectory, ModelOptions } from "./model-options.js";

/** The model that comes with this package: two folders above, from `src` as from `dist`. */
export const embeddedModel = (): string =>
  fileURLToPath(new URL("../../models/nano", import.meta.url));

/**
 * The model of a directory.
 * @throws SpatialRewardError model.missing, model.corrupt, model.unsupported
 */
export const openModel = (folder: string, options: ModelOptions = {}): Promise<Backend> => {
  const name = basename(resolve(folder));
  return openDirectory({ folder: resolve(folder), name, source: `onnx:${name}` }, options);
};

/** @throws SpatialRewardError model.missing, model.corrupt, model.unsupported */
export const openDirectory = async (
  directory: ModelDirectory,
  options: ModelOptions,
): Promise<Backend> => {
  const type = await readModelType(directory.folder);
  const family = families.get(type);
  if (family) return family.open(directory, options);
  const known = [...families.keys()].join(", ");
  const why = refused.has(type) ? ` (${refused.get(type)})` : "";
  throw new SpatialRewardError(
    "model.unsupported",
    `${directory.folder}: config.json has model_type "${type}"${why}; supported: ${known}`,
  );
};
