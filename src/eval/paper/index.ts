export { publishedRows } from "./published.js";
export { type PaperScore, scorePaper } from "./score.js";
export { paperRemarks, paperTable } from "./told.js";
