import type { Ask } from "../terminal.js";

/** One of several, by its number or its name; an empty line takes the first. */
export const choose = async <T>(
  ask: Ask,
  what: string,
  choices: readonly { readonly name: string; readonly means: string; readonly value: T }[],
): Promise<T> => {
  const lines = choices.map(({ name, means }, at) => `  ${at + 1}  ${name}: ${means}\n`);
  const question = `${what}\n${lines.join("")}a number or a name [1]: `;
  for (;;) {
    const answer = await ask(question);
    const found =
      answer === ""
        ? choices[0]
        : choices.find(({ name }, at) => answer === name || answer === String(at + 1));
    if (found) return found.value;
  }
};

/** A line for which `wrong` says nothing; else it is told, and asked for again. */
export const askUntil = async (
  ask: Ask,
  question: string,
  wrong: (answer: string) => string | undefined,
): Promise<string> => {
  let why = "";
  for (;;) {
    const answer = await ask(`${why}${question}: `);
    const said = wrong(answer);
    if (said === undefined) return answer;
    why = `${said}\n`;
  }
};
