export { cleanAnswer } from "./clean.js";
export { readAnswer } from "./read-answer.js";
export { readLength } from "./read-length.js";
export { roundingDeviation, stepOf } from "./rounding.js";
export { blindPhrase } from "./sight.js";
