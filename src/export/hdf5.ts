import type { Group } from "h5wasm/node";
import { reasonOf, SpatialRewardError } from "../core/index.js";

export type Library = typeof import("h5wasm/node").default;

/** One that users install themselves: fifteen megabytes for a single format. */
export const hdf5Package = "h5wasm";

/** @throws SpatialRewardError export.package */
export const loadHdf5 = async (): Promise<Library> => {
  try {
    const { default: library } = await import("h5wasm/node");
    await library.ready;
    return library;
  } catch (cause) {
    throw new SpatialRewardError(
      "export.package",
      `HDF5 needs the package ${hdf5Package}, which is not installed or does not load (${reasonOf(cause)}): npm install ${hdf5Package}`,
      { cause },
    );
  }
};

/** Plain arrays become 32-bit integers that wrap without a word: numbers go in typed. */
export type TypedNumbers = Float64Array | Float32Array | BigInt64Array | Uint8Array;

export const addNumbers = (
  group: Group,
  name: string,
  data: TypedNumbers,
  shape: readonly number[],
): void => {
  group.create_dataset({ name, data, shape: [...shape] });
};

export const addCount = (group: Group, name: string, count: number): void => {
  group.create_attribute(name, BigInt64Array.of(BigInt(count)), [], "<q");
};

/** Rows that are written one by one: a picture each. */
export const addPictures = (
  group: Group,
  name: string,
  rows: number,
  {
    width,
    height,
    data,
  }: { readonly width: number; readonly height: number; readonly data: Uint8Array },
) => {
  const row = [height, width, 3];
  const dataset = group.create_dataset({
    name,
    data,
    shape: [1, ...row],
    maxshape: [rows, ...row],
    chunks: [1, ...row],
    dtype: "<B",
    compression: "gzip",
    compression_opts: 1,
  });
  dataset.resize([rows, ...row]);
  return (at: number, picture: Uint8Array): void =>
    dataset.write_slice([[at, at + 1], [], [], []], picture);
};
