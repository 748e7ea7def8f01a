export { readAnswer } from "./read-answer.js";
export { readLength } from "./read-length.js";
export { roundingDeviation, stepOf } from "./rounding.js";
