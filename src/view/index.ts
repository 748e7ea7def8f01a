export { type FolderServer, type FolderSettings, serveFolder } from "./serve-folder.js";
