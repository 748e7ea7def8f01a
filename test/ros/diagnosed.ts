import { decoderFor, interfaceDefinition } from "../../src/messages/index.js";
import type { FakeNode } from "./fake-node.js";

interface Status {
  readonly name: string;
  readonly values: readonly { readonly key: string; readonly value: string }[];
}

const isArray = (message: unknown): message is { readonly status: readonly Status[] } =>
  typeof message === "object" && message !== null && "status" in message;

const read = decoderFor({
  type: "diagnostic_msgs/msg/DiagnosticArray",
  definition: interfaceDefinition("diagnostic_msgs/msg/DiagnosticArray"),
  schemaEncoding: "ros2msg",
  messageEncoding: "cdr",
});

/** The values of one of the node's newest statuses: "camera /camera/image_raw". */
export const diagnosed = (node: FakeNode, name: string): Readonly<Record<string, string>> => {
  const message: unknown = read(node.published("/diagnostics").at(-1) ?? new Uint8Array());
  const statuses = isArray(message) ? message.status : [];
  const status = statuses.find((each) => each.name.endsWith(`: ${name}`));
  return Object.fromEntries((status?.values ?? []).map(({ key, value }) => [key, value]));
};
