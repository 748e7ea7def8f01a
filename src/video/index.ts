export { withVideoDecoded } from "./decoded.js";
