export {
  blindPhrase,
  cleanAnswer,
  readAnswer,
  readLength,
  roundingDeviation,
  stepOf,
} from "./answers/index.js";
export { askableUnitNames, formatLength, type LengthFormat, unitNames } from "./length-text.js";
export { parseQuestion } from "./parse-question.js";
export { withArticle, withoutArticle } from "./phrase.js";
export { allWordings, type QuestionOptions, questionFor, wordingsOf } from "./question.js";
export {
  type GeometricPredicate,
  isGeometricPredicate,
  marginOf,
  measure,
  type Placed,
} from "./relations.js";
export { spokenLength } from "./spoken-length.js";
export { answersOf, type TellOptions, tell, tellNotVisible } from "./tell.js";
export type {
  LengthStatement,
  LengthTemplate,
  PredicateStatement,
  PredicateTemplate,
  Statement,
  Template,
} from "./template.js";
export { templates, templatesFor } from "./templates/index.js";
export * from "./types.js";
