export type { FolderOptions } from "./image-folder.js";
export { openSource, sourceName, sourcesAt } from "./open-source.js";
