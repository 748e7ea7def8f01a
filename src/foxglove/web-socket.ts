import type { IWebSocket } from "@foxglove/ws-protocol";
import type { WebSocket } from "ws";

/** Bytes of messages that wait for the network at most; beyond, a message is left out. */
const mostUnsent = 8_000_000;

/** What is sent is not piling up. */
export const isFree = (socket: WebSocket): boolean => socket.bufferedAmount < mostUnsent;

/**
 * A socket of `ws` as the protocol's library wants it. Words (text) always count; what is sent in bytes is left out where
 * the other side reads too slowly.
 */
export const webSocket = (socket: WebSocket): IWebSocket => {
  socket.binaryType = "arraybuffer";
  const adapted: IWebSocket = {
    binaryType: "arraybuffer",
    protocol: socket.protocol,
    onerror: undefined,
    onopen: undefined,
    onclose: undefined,
    onmessage: undefined,
    close: () => socket.close(),
    send: (content) => {
      if (socket.readyState !== socket.OPEN) return;
      if (typeof content === "string" || isFree(socket)) socket.send(content);
    },
  };
  // Without a listener an error would end the process; whoever needs it listens for it, too.
  socket.on("error", (error) => adapted.onerror?.({ error }));
  socket.on("open", () => adapted.onopen?.({}));
  socket.on("close", (code, reason) => adapted.onclose?.({ code, reason: reason.toString() }));
  socket.on("message", (data, isBinary) => {
    try {
      adapted.onmessage?.({ data: isBinary ? data : String(data) });
    } catch (error) {
      adapted.onerror?.({ error }); // words that the library did not foresee
    }
  });
  return adapted;
};
