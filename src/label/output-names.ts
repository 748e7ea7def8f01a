import { dirname, join, resolve, sep } from "node:path";
import { groupBy, SpatialRewardError } from "../core/index.js";
import { sourceName } from "../source/index.js";

/** What an output may be called by: the folders that the recording lies in, from the root, and its name. */
type Path = readonly string[];

const stemOf = (input: string): string => join(dirname(resolve(input)), sourceName(input));

const partsOf = (path: string): Path => path.split(sep).slice(1);

/** `camera.mcap` and `camera.db3` in one folder: only their whole names tell them apart. */
const pathsOf = (inputs: readonly string[]): ReadonlyMap<string, Path> => {
  const sharing = groupBy(inputs, stemOf);
  const isAlone = (input: string): boolean => sharing.get(stemOf(input))?.length === 1;
  return new Map(
    inputs.map((input) => [input, partsOf(isAlone(input) ? stemOf(input) : resolve(input))]),
  );
};

/** The folders around a name: `a`, `a/b` of `a/b/c`. */
const around = (name: string): readonly string[] => {
  const parts = name.split(sep);
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join(sep));
};

/** The recordings whose output would be another one's, or in it, or around it. */
const clashing = (names: ReadonlyMap<string, string>): readonly string[] => {
  const sharing = groupBy([...names.values()], (name) => name);
  const folders = new Set([...names.values()].flatMap(around));
  return [...names]
    .filter(
      ([, name]) =>
        (sharing.get(name)?.length ?? 0) > 1 ||
        folders.has(name) ||
        around(name).some((folder) => sharing.has(folder)),
    )
    .map(([input]) => input);
};

const refuse = (why: string): never => {
  throw new SpatialRewardError("usage.argument", why);
};

/** As many of each path's last parts as tell it apart from the others, if any number does. */
const shortest = (paths: ReadonlyMap<string, Path>): ReadonlyMap<string, string> => {
  const deepest = Math.max(...[...paths.values()].map(({ length }) => length));
  const taken = new Map([...paths.keys()].map((input) => [input, 1]));
  const names = (): ReadonlyMap<string, string> =>
    new Map(
      [...paths].map(([input, path]) => [input, join(...path.slice(-(taken.get(input) ?? 1)))]),
    );
  for (let round = 1; round < deepest; round++)
    for (const input of clashing(names())) taken.set(input, (taken.get(input) ?? 1) + 1);
  return names();
};

/**
 * A folder for each recording, under the output's: its name, with as many of the folders it lies in as tell it apart
 * from the others: `run_1/camera` and `run_2/camera`.
 * @throws SpatialRewardError usage.argument
 */
export const outputNames = (inputs: readonly string[]): ReadonlyMap<string, string> => {
  for (const [path, same] of groupBy(inputs, (input) => resolve(input)))
    if (same.length > 1) refuse(`the recording ${path} is given twice`);
  const paths = pathsOf(inputs);
  const names = shortest(paths);
  const nested = clashing(names);
  if (nested.length === 0) return names;
  // `pick.mcap` beside `pick/pick.mcap`
  const whole = shortest(
    new Map([...paths, ...nested.map((input) => [input, partsOf(resolve(input))] as const)]),
  );
  const left = clashing(whole);
  if (left.length > 0)
    refuse(
      `these recordings can't be told apart: ${left.join(", ")}; label them into different -o`,
    );
  return whole;
};

/** A name of one's own is one recording's. @throws SpatialRewardError usage.flag */
export const requireOneToName = (recordings: number): void => {
  if (recordings > 1)
    throw new SpatialRewardError(
      "usage.flag",
      `--name is for one recording; ${recordings} were given`,
    );
};
