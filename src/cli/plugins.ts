import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import {
  addRelations,
  type RelationDefinition,
  reasonOf,
  SpatialRewardError,
} from "../core/index.js";
import { addBackends, type BackendKind } from "../vlm/index.js";

/** `--plugin FILE` apart from the rest of a command line. */
export interface SplitPlugins {
  readonly rest: readonly string[];
  readonly files: readonly string[];
}

const flag = "--plugin";

/** Plugins are loaded before the command line is read: it may have flags of theirs. @throws SpatialRewardError usage.flag */
export const splitPlugins = (argv: readonly string[]): SplitPlugins => {
  const rest: string[] = [];
  const files: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--") return { rest: [...rest, ...argv.slice(at)], files };
    if (word.startsWith(`${flag}=`)) files.push(word.slice(flag.length + 1));
    else if (word === flag) {
      at += 1;
      files.push(argv[at] ?? "");
    } else rest.push(word);
  }
  if (files.includes("")) throw new SpatialRewardError("usage.flag", `${flag} needs a file`);
  return { rest, files };
};

const func = z.custom<(...args: never) => unknown>((value) => typeof value === "function");
const wording = z.union([
  z.looseObject({ id: z.string(), ask: z.array(func), tell: z.array(func) }),
  z.looseObject({ id: z.string(), ask: z.array(func), yes: z.array(func), no: z.array(func) }),
]);
const shared = { of: z.enum(["one", "two"]), truth: z.looseObject({ by: z.string() }) };
const definition = z.discriminatedUnion("kind", [
  z.looseObject({
    kind: z.literal("length"),
    ...shared,
    answers: z.array(z.array(z.string().optional())),
    wordings: z.array(wording),
  }),
  z.looseObject({
    kind: z.literal("predicate"),
    ...shared,
    words: z.looseObject({ says: z.array(z.string()).min(1) }),
    wordings: z.array(wording),
  }),
]);
const backend = z.looseObject({ form: z.string(), open: func });

const isDefinition = (value: unknown): value is RelationDefinition =>
  definition.safeParse(value).success;
const isBackend = (value: unknown): value is BackendKind => backend.safeParse(value).success;

const plugin = z
  .object({
    relations: z
      .record(z.string(), z.custom<RelationDefinition>(isDefinition, "is no relation's definition"))
      .default({}),
    backends: z
      .record(z.string(), z.custom<BackendKind>(isBackend, "is no backend's kind"))
      .default({}),
  })
  .refine(({ relations, backends }) => Object.keys({ ...relations, ...backends }).length > 0, {
    message: "exports neither relations nor backends",
  });

const refuse = (file: string, why: string, cause?: unknown): SpatialRewardError =>
  new SpatialRewardError("usage.plugin", `${file}: ${why}`, { cause });

const load = async (file: string): Promise<z.infer<typeof plugin>> => {
  let module: unknown;
  try {
    module = await import(pathToFileURL(resolve(file)).href);
  } catch (cause) {
    throw refuse(file, `can't be loaded: ${reasonOf(cause)}`, cause);
  }
  const read = plugin.safeParse({ ...Object(module) });
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) =>
    [...path.map(String), message].join(": "),
  );
  throw refuse(file, problems.join("; "));
};

/**
 * Adds the relations and backends that JavaScript modules export, for as long as the process lives.
 * @throws SpatialRewardError usage.plugin
 */
export const loadPlugins = async (files: readonly string[]): Promise<void> => {
  for (const file of files) {
    const { relations, backends } = await load(file);
    addRelations(relations);
    addBackends(backends);
  }
};
