import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest, SpatialRewardError } from "../core/index.js";
import type { Backend } from "./backend.js";
import { readModelType } from "./engine/model-directory.js";
import { families, refused } from "./families.js";
import type { ModelDirectory, ModelOptions } from "./model-options.js";

/** How each backend is named. */
const forms: Readonly<Record<string, string>> = {
  nano: "nano",
  onnx: "onnx:DIR",
  openai: "openai:MODEL@URL",
};

/** The model that comes with this package: two folders above, from `src` as from `dist`. */
export const embeddedModel = (): string =>
  fileURLToPath(new URL("../../models/nano", import.meta.url));

const unknown = (spec: string, kind: string): SpatialRewardError => {
  const meant = nearest(kind, Object.keys(forms));
  const hint = meant ? `; did you mean ${forms[meant]}?` : "";
  return new SpatialRewardError(
    "backend.unknown",
    `backend: must be one of ${Object.values(forms).join(", ")}; got "${spec}"${hint}`,
  );
};

/** @throws SpatialRewardError backend.unknown */
const directoryOf = (spec: string): ModelDirectory => {
  const [kind = "", ...rest] = spec.split(":");
  const folder = rest.join(":");
  if (spec === "nano") return { folder: embeddedModel(), name: "nano", source: "nano" };
  if (kind === "onnx" && folder !== "") {
    const name = basename(resolve(folder));
    return { folder: resolve(folder), name, source: `onnx:${name}` };
  }
  throw unknown(spec, kind);
};

/**
 * A backend by its name on the command line: `nano`, `onnx:DIR` for another directory of a known family, or
 * `openai:MODEL@URL` for a model behind a server, which is not asked before there is a question.
 * @throws SpatialRewardError backend.unknown, model.missing, model.corrupt, model.unsupported
 */
export const openBackend = async (spec: string, options: ModelOptions = {}): Promise<Backend> => {
  if (spec.startsWith("openai:")) {
    const { openOpenai } = await import("./openai/open-openai.js"); // only who asks a server waits for its client
    return openOpenai(spec, options.server, options.logger);
  }
  return openDirectory(directoryOf(spec), options);
};

/**
 * The model of a directory.
 * @throws SpatialRewardError model.missing, model.corrupt, model.unsupported
 */
export const openModel = (folder: string, options: ModelOptions = {}): Promise<Backend> => {
  const name = basename(resolve(folder));
  return openDirectory({ folder: resolve(folder), name, source: `onnx:${name}` }, options);
};

/** @throws SpatialRewardError model.missing, model.corrupt, model.unsupported */
const openDirectory = async (
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
