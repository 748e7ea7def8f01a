import { allRelations, definitionOf, type Relation } from "../core/index.js";

/** What boxes tell: surfaces that meet, and whether a thing can be seen, are not known of measured things. */
export const askableKinds = (): readonly Relation[] =>
  allRelations().filter((name) => {
    const { by } = definitionOf(name).truth;
    return by !== "surfaces" && by !== "contact" && by !== "sight";
  });
