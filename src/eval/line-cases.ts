import { type Failure, mean, norm, type Pixel, project } from "../core/index.js";
import type { DataFact, DataLine, QuestionAnswer, Thing } from "../dataset/index.js";
import type { Answer } from "../vlm/index.js";
import type { Case, Marks } from "./case.js";
import { imageOf } from "./frames.js";

const thingsOf = ({ subject, object }: DataFact, { things }: DataLine): readonly Thing[] =>
  [subject, object].flatMap((name) => things.find((thing) => thing.name === name) ?? []);

const marksOf = (answer: Answer, things: readonly Thing[], { camera }: DataLine): Marks => ({
  said: [answer.subject, answer.object].flatMap((located): readonly Pixel[] =>
    located ? [located.pixel] : [],
  ),
  true: things.flatMap(({ centre }): readonly Pixel[] => {
    const pixel = project(centre, camera);
    return pixel ? [pixel] : [];
  }),
});

/** How sure an answer is that what it is about can be seen. */
const seenBy = ({ subject, object, confidence }: Answer): number =>
  subject ? Math.min(subject.visible, object?.visible ?? 1) : confidence;

/** A question of a line, and what was answered. */
export const caseOf = (
  folder: string,
  line: DataLine,
  { question, fact }: QuestionAnswer,
  answer: Answer,
): Case => {
  const things = thingsOf(fact, line);
  return {
    image: imageOf(folder, line),
    question,
    answer: answer.text,
    relation: fact.relation,
    truth: fact.metres ?? fact.holds,
    reading: answer.reading,
    seen: seenBy(answer),
    ofGripper: things.length === 2 && things.filter(({ gripper }) => gripper === true).length === 1,
    ...(things.length > 0 && { cameraDistance: mean(things.map(({ centre }) => norm(centre))) }),
    marks: marksOf(answer, things, line),
  };
};

/** What stands for the answers of a frame that could not be asked about. */
export const noAnswer = (failure: Failure): Answer => ({
  text: "",
  reading: { kind: "unreadable", reason: "empty" },
  confidence: 0,
  failure,
});
