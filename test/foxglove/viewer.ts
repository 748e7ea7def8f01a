import { WebSocket } from "ws";
import { FoxgloveClient } from "../../src/foxglove/library.js";
import type { Channel } from "../../src/foxglove/thread.js";
import { webSocket } from "../../src/foxglove/web-socket.js";

/** Somebody who looks at all that a server shows, as Foxglove does. */
export interface Viewer {
  readonly protocol: string;
  readonly channels: readonly Channel[];
  messages(topic: string): readonly Uint8Array[];
  publish(topic: string): void;
  close(): void;
}

export const openViewer = async (url: string, protocol = "foxglove.sdk.v1"): Promise<Viewer> => {
  const socket = new WebSocket(url, [protocol]);
  const client = new FoxgloveClient({ ws: webSocket(socket) });
  const channels: Channel[] = [];
  const topics = new Map<number, string>();
  const messages = new Map<string, Uint8Array[]>();
  client.on("advertise", (added) => {
    for (const channel of added) {
      channels.push(channel);
      topics.set(client.subscribe(channel.id), channel.topic);
    }
  });
  client.on("message", ({ subscriptionId, data }) => {
    const topic = topics.get(subscriptionId) ?? "";
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    messages.set(topic, [...(messages.get(topic) ?? []), bytes]);
  });
  await new Promise((resolve, reject) => {
    client.on("serverInfo", resolve);
    socket.on("error", reject);
  });
  return {
    protocol: socket.protocol,
    channels,
    messages: (topic) => messages.get(topic) ?? [],
    publish: (topic) => {
      const id = client.advertise({ topic, encoding: "json", schemaName: "std_msgs/msg/Empty" });
      client.sendMessage(id, new TextEncoder().encode("{}"));
    },
    close: () => client.close(),
  };
};
