export type { TaskOf } from "./answer.js";
export { createLook, type Look } from "./looker.js";
export { type Identity, type Item, protocol } from "./protocol.js";
export { type ServeOptions, type Server, serve } from "./server.js";
export type { Served } from "./serving.js";
export type { Refusal } from "./status.js";
