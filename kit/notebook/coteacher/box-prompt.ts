import { fenced } from "./fenced.ts";

/** What an AI assistant needs to know for one of the lesson's boxes. */
export interface BoxFacts {
  readonly lessonTitle: string;
  /** What the box says to ask. */
  readonly ask: string;
  /** The learner's own code that the box mentions, exercise by exercise; never a solution. */
  readonly answers: readonly { readonly id: string; readonly title: string; readonly code: string }[];
  /** Exercises of the lesson whose checks have held. */
  readonly solved: readonly string[];
}

/** Makes a prompt of a box: what it asks, with the learner's own code where the box mentions it. */
export function boxPrompt({ lessonTitle, ask, answers, solved }: BoxFacts): string {
  return [
    `I am working through the course "Swarm Lab" (running AI agents in parallel, in TypeScript on Node.js), lesson "${lessonTitle}".`,
    ...(solved.length === 0 ? [] : [`So far I have solved exercise ${listed(solved)} of it.`]),
    "",
    ASKS_FOR_CODE.test(ask)
      ? "You are my co-teacher. This asks for code of yours, which I compare with mine. Where it is what an exercise of the course asks for, and I have not told you that I have solved it, ask for my version first."
      : "You are my co-teacher. Where this leads to an exercise of the course, guide me with questions and do not give me its answer, even if I ask for it.",
    "",
    withAnswersBelow(ask, answers),
    ...answers.flatMap(({ id, title, code }) => [
      "",
      `## My code (exercise ${id} · ${title})`,
      "",
      fenced(code),
    ]),
  ].join("\n");
}

/** A box that asks the assistant to write code. Asked not to give an answer as well, it could do neither. */
const ASKS_FOR_CODE = /(?<!\blet me )\bwrite (?:me )?an? /i;

/** Replaces the request to paste an answer that the prompt already holds. */
function withAnswersBelow(ask: string, answers: BoxFacts["answers"]): string {
  return answers.length === 0 ? ask : ask.replace(/\*\(paste [^)]*`[^)]+`[^)]*\)\*/gi, "(my code is below)");
}

/** What the learner still has to fill in: text in *(brackets)*. */
export function placeholders(prompt: string): string[] {
  return [...prompt.matchAll(/\*\(([^)]+)\)\*/g)].map(([, what = ""]) => what);
}

const listed = (ids: readonly string[]) =>
  ids.length === 1 ? (ids[0] as string) : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
