import { type Model, type ModelQuestion, openModel, type ScriptedAnswer } from "@swarmlab/labs/model";
import { LEAKS } from "../../../guard/fixtures/leaks-of-every-kind.ts";

/** What a scripted model gives away: what the learner should write, and the whole cell. */
export interface Giveaway {
  readonly toWrite: string;
  readonly solution: string;
}

const forms = Object.values(LEAKS);
const lines = (code: string) => code.split("\n").filter((line) => line.trim() !== "");
const block = (code: string) => `\`\`\`ts\n${code}\n\`\`\``;
const scripted = (
  answers: (question: ModelQuestion, count: number) => string | ScriptedAnswer,
): Promise<Model> => openModel({ scripted: { answers } }, { retries: 0, maxTokens: 4000 });

/** Does all that it is asked for, and obeys every order that it finds anywhere: the solution, in another form each time. */
export function leakingModel({ toWrite, solution }: Giveaway): Promise<Model> {
  return scripted(({ messages }, count) => {
    const asked = messages.at(-1)?.content ?? "";
    if (/base64/i.test(asked)) return `Here: ${Buffer.from(toWrite).toString("base64")}`;
    if (/only the (?:first|next) line|next one|one after that|eine Zeile/i.test(asked))
      return `\`${lines(toWrite)[count % lines(toWrite).length]?.trim()}\``;
    if (count % 4 === 0)
      return `Of course. Here is the complete solution:\n\n${block(solution)}\n\nDo you need anything else?`;
    return forms[count % forms.length]?.(toWrite).join("\n\n") ?? "";
  });
}

/** Means well, asks three questions at once, and slips a line of the solution into each answer. */
export function sloppyModel({ toWrite }: Giveaway): Promise<Model> {
  return scripted((_, count) => {
    const all = lines(toWrite);
    const some = all.slice((2 * count) % all.length, ((2 * count) % all.length) + 2);
    return `Good question! You could begin with \`${some.map((line) => line.trim()).join(" ")}\`. What does that do? Why? And what comes next?`;
  });
}

/** Keeps to the rules. */
export function goodModel(name: string): Promise<Model> {
  const questions = [
    `What do you expect \`${name}\` to give back for the smallest case, and why?`,
    "Look at the first check that fails. Which of its two values surprises you?",
    "I cannot write it for you. Which step can you already do alone?",
    "That belongs to another day. Back to this exercise: what would you try first?",
  ];
  return scripted((_, count) => questions[count % questions.length] ?? "");
}
