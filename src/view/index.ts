export { isLoopback } from "./host.js";
export { type FolderServer, type FolderSettings, serveFolder } from "./serve-folder.js";
