import protocol from "@foxglove/ws-protocol";

// The package is CommonJS in Node, of which named exports can't be told.
export const { FoxgloveClient, FoxgloveServer, StatusLevel } = protocol;
