import { FoxgloveClient } from "./library.js";

/** What newer servers speak, and nothing else; the messages that we know are the same. */
const sdkProtocol = "foxglove.sdk.v1";

/** Subprotocols, the preferred one first. */
export const protocols: readonly string[] = [FoxgloveClient.SUPPORTED_SUBPROTOCOL, sdkProtocol];
