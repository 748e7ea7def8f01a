import { reasonOf, SpatialRewardError } from "../core/index.js";

/** Any error met while reading `path`, as bag.unreadable; an error of ours stays as it is. */
export const unreadable = (path: string, thrown: unknown): SpatialRewardError =>
  thrown instanceof SpatialRewardError
    ? thrown
    : new SpatialRewardError("bag.unreadable", `${path}: can't be read: ${reasonOf(thrown)}`, {
        cause: thrown,
      });

/** Runs `read`; what it throws becomes bag.unreadable. */
export const reading = async <T>(path: string, read: () => Promise<T> | T): Promise<T> => {
  try {
    return await read();
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
};

/** Any error met while writing `path`, as output.write with the system's reason; an error of ours stays as it is. */
export const unwritable = (path: string, thrown: unknown): SpatialRewardError => {
  if (thrown instanceof SpatialRewardError) return thrown;
  return new SpatialRewardError("output.write", `${path}: can't be written: ${reasonOf(thrown)}`, {
    cause: thrown,
  });
};

/** Runs `write`; what it throws becomes output.write. */
export const writing = async <T>(path: string, write: () => Promise<T> | T): Promise<T> => {
  try {
    return await write();
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
};
