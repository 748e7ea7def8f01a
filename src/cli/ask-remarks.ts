import { isUnlike } from "../pipeline/index.js";
import { type Answer, type Located, understoodText } from "../vlm/index.js";
import type { Question } from "../vqa/index.js";

/** Less than this, and a thing is rather not there. */
const inSight = 0.5;

/** Whether a question names the gripper as its subject or object; the models know it by this word. */
const gripperIn = (question: Question, answer: Answer): Located | undefined => {
  const { subject = "", object = "" } = question.query ?? {};
  const names = (name: string): boolean => /\bgripper\b/i.test(name);
  return names(subject) ? answer.subject : names(object) ? answer.object : undefined;
};

export const unlikeText = (novelty: number): string =>
  `The image looks unlike those that the model has learnt from (novelty ${novelty.toFixed(2)}; familiar ones lie below 1): trust its distances less.`;

/** What names were understood as, each once. */
const understandings = (answers: readonly Answer[]): readonly string[] => [
  ...new Set(answers.flatMap(({ understood = [] }) => understood.map(understoodText))),
];

/** What to know before the answers are believed. */
export const remarksOn = (
  questions: readonly Question[],
  answers: readonly Answer[],
): readonly string[] => {
  const novelty = answers.find((answer) => answer.novelty !== undefined)?.novelty;
  const grippers = answers.flatMap((answer, at) => {
    const question = questions[at];
    const gripper = question && gripperIn(question, answer);
    return gripper ? [{ ...gripper, answered: answer.reading.kind !== "unreadable" }] : [];
  });
  const seen = Math.max(...grippers.map(({ visible }) => visible));
  const unsure = grippers.some(({ answered }) => answered);
  return [
    ...understandings(answers),
    ...(novelty !== undefined && isUnlike(novelty) ? [unlikeText(novelty)] : []),
    ...(grippers.length > 0 && seen < inSight
      ? [
          unsure
            ? `Whether a gripper is in sight is unsure (probability ${seen.toFixed(2)}).`
            : `Nothing like a gripper is in sight (probability ${seen.toFixed(2)}).`,
        ]
      : []),
  ];
};
