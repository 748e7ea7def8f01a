export { readAnswer } from "./read-answer.js";
export { readLength } from "./read-length.js";
