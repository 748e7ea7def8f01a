import { nearest, Registry, SpatialRewardError } from "../core/index.js";
import type { Backend } from "./backend.js";
import type { BackendKind } from "./backend-kind.js";
import { onnx } from "./engine/kind.js";
import type { ModelOptions } from "./model-options.js";
import { nano } from "./nano/kind.js";
import { openai } from "./openai/kind.js";

const kinds = new Registry<BackendKind>("backend", { nano, onnx, openai });

/** Names of sources that no backend has. */
const reserved = ["depth", "tf", "known", "memory", "camera", "ground_truth"];
const names = /^[a-z][a-z0-9-]*$/;

const problemOf = (name: string, { form }: BackendKind): readonly string[] => [
  ...(names.test(name) ? [] : [`${name}: a name has small letters, digits and -`]),
  ...(reserved.includes(name) ? [`${name}: is what facts call another source`] : []),
  ...(form.split(":")[0] === name ? [] : [`${name}: its form must begin with its name`]),
];

/**
 * Adds kinds of backends from outside this package, by name. Call it before the first backend is opened.
 * @throws SpatialRewardError usage.plugin for a name that there is or can't be, or when it comes too late
 */
export const addBackends = (more: Readonly<Record<string, BackendKind>>): void => {
  const problems = Object.entries(more).flatMap(([name, kind]) => problemOf(name, kind));
  if (problems.length > 0)
    throw new SpatialRewardError("usage.plugin", `backend ${problems.join("; ")}`);
  kinds.add(more);
};

/** Every kind of backend there is, plugins' last. */
export const backendKinds = (): readonly BackendKind[] => [...kinds.all().values()];

/** How each can be named: "nano, onnx:DIR or openai:MODEL@URL". */
export const backendForms = (): string =>
  new Intl.ListFormat("en", { type: "disjunction" })
    .format(backendKinds().map(({ form }) => form))
    .replace(/, or /, " or ");

const unknown = (spec: string, name: string): SpatialRewardError => {
  const all = kinds.all();
  const meant = kinds.get(nearest(name, [...all.keys()]) ?? "");
  const hint = meant ? `; did you mean ${meant.form}?` : "";
  const forms = backendKinds().map(({ form }) => form);
  return new SpatialRewardError(
    "backend.unknown",
    `backend: must be one of ${forms.join(", ")}; got "${spec}"${hint}`,
  );
};

const nameOf = (spec: string): string => spec.split(":")[0] ?? "";

/** The kind that a spec names. @throws SpatialRewardError backend.unknown */
export const kindOfSpec = (spec: string): BackendKind => {
  const name = nameOf(spec);
  const kind = kinds.get(name);
  const isWhole = kind?.form.includes(":") === spec.includes(":") && !spec.endsWith(`${name}:`);
  if (kind && isWhole) return kind;
  throw unknown(spec, name);
};

/**
 * A backend by its name on the command line: `nano`, `onnx:DIR` for another directory of a known family,
 * `openai:MODEL@URL` for a model behind a server, which is not asked before there is a question, or a plugin's.
 * @throws SpatialRewardError backend.unknown, model.missing, model.corrupt, model.unsupported
 */
export const openBackend = async (spec: string, options: ModelOptions = {}): Promise<Backend> => {
  const kind = kindOfSpec(spec);
  const name = nameOf(spec);
  const backend = await kind.open(spec, options);
  const { source } = backend.identity;
  if (source === name || source.startsWith(`${name}:`)) return backend;
  await backend.close();
  throw new SpatialRewardError(
    "usage.plugin",
    `backend ${name}: its facts' source must be "${name}", or begin with "${name}:"; got "${source}"`,
  );
};
