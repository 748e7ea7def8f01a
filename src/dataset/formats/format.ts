import type { DataLine } from "../schema.js";

/** A file that a trainer takes, made of a data set's lines. */
export interface DataFormat {
  readonly name: string;
  /** Of the file, in the data set's folder. */
  readonly file: string;
  /** Writes the file; lines without questions are not in it. @throws SpatialRewardError output.write, image.missing */
  write(path: string, folder: string, lines: AsyncIterable<DataLine>): Promise<void>;
}
