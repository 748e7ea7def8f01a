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
export { marginOf, measure } from "./relations.js";
export { spokenLength } from "./spoken-length.js";
export { answersOf, type TellOptions, tell, tellNotVisible } from "./tell.js";
export {
  allTemplates,
  allTemplatesFor,
  type LengthStatement,
  type LengthTemplate,
  type PredicateStatement,
  type PredicateTemplate,
  type Statement,
  type Template,
  templatesFor,
} from "./template.js";
export * from "./types.js";
