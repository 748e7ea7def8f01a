import { z } from "zod";
import { bytes, count, text } from "./record.js";

/** A compressed image among the fields of a decoded message. */
export const compressedShape = z.object({ format: text, data: bytes });

export const rawShape = z
  .object({
    width: count,
    height: count,
    encoding: z.string(),
    step: count,
    // foxglove's are little endian.
    is_bigendian: z.union([z.boolean(), count]).optional(),
    data: bytes,
  })
  .transform(({ is_bigendian: bigEndian, ...image }) => ({
    ...image,
    bigEndian: Boolean(bigEndian),
  }));
