import { z } from "zod";
import type { MessageHeader } from "../field-reader.js";
import { commonTypeName } from "../message-kind.js";
import { text, timestamp } from "./record.js";

/** foxglove's messages have their time and frame among their fields. */
const flat = z
  .object({ timestamp, frame_id: text })
  .transform(({ timestamp: stamp, frame_id: frameId }): MessageHeader => ({ stamp, frameId }));

const nested = z
  .object({ header: z.object({ stamp: timestamp, frame_id: text }) })
  .transform(({ header: { stamp, frame_id: frameId } }): MessageHeader => ({ stamp, frameId }));

/** Time and frame of a decoded message of that type. */
export const headerShape = (type: string): z.ZodType<MessageHeader> =>
  commonTypeName(type).startsWith("foxglove.") ? flat : nested;
