export { colourOf } from "./colour.js";
export { eachOnce } from "./same-thing.js";
export { type Nameable, specificNames } from "./specific.js";
export { plainName } from "./words.js";
