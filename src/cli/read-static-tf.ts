import { readFile } from "node:fs/promises";
import { reasonOf, SpatialRewardError } from "../core/index.js";
import { type StampedTransform, transformsFromYaml } from "../messages/index.js";

/**
 * Transforms that always count, as a user states them.
 * @throws SpatialRewardError usage.argument, message.malformed
 */
export const readStaticTf = async (path: string): Promise<readonly StampedTransform[]> => {
  const text = await readFile(path, "utf8").catch((thrown: unknown) => {
    throw new SpatialRewardError(
      "usage.argument",
      `--static-tf: can't read "${path}": ${reasonOf(thrown)}`,
      { cause: thrown },
    );
  });
  return transformsFromYaml(text, path);
};
