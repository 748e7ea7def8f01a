export type { FolderOptions } from "./image-folder.js";
export { type DatasetRows, datasetRows, openSource, sourceName, sourcesAt } from "./open-source.js";
export { type ListedTime, parseTimes } from "./times.js";
