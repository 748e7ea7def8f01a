import { randomInt } from "node:crypto";

const most = 2 ** 31;

/** Which pictures a model's sight is tried with must not be known beforehand. */
export const probeSeed = (): number => randomInt(most);
