import { decoderFor, interfaceDefinition } from "../../src/messages/index.js";
import type { FakeNode } from "./fake-node.js";

interface Status {
  readonly name: string;
  readonly message: string;
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

/** One of the node's newest statuses: "camera /camera/image_raw". */
const statusOf = (node: FakeNode, name: string): Status | undefined => {
  const message: unknown = read(node.published("/diagnostics").at(-1) ?? new Uint8Array());
  const statuses = isArray(message) ? message.status : [];
  return statuses.find((each) => each.name.endsWith(`: ${name}`));
};

export const diagnosed = (node: FakeNode, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries((statusOf(node, name)?.values ?? []).map(({ key, value }) => [key, value]));

export const diagnosedMessage = (node: FakeNode, name: string): string =>
  statusOf(node, name)?.message ?? "";
