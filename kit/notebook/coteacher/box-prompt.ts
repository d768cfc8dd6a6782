import { fenced } from "./fenced.ts";

/** What an AI assistant needs to know for one of the lesson's boxes. */
export interface BoxFacts {
  readonly lessonTitle: string;
  /** What the box says to ask. */
  readonly ask: string;
  /** The learner's own code that the box speaks of, exercise by exercise; never a solution. */
  readonly answers: readonly { readonly id: string; readonly title: string; readonly code: string }[];
  /** Exercises of the lesson whose checks have held. */
  readonly solved: readonly string[];
}

/** A box of a lesson as a prompt to copy: what it asks, with the learner's own code where it speaks of it. */
export function boxPrompt({ lessonTitle, ask, answers, solved }: BoxFacts): string {
  return [
    `I am working through the course "Swarm Lab" (running AI agents in parallel, in TypeScript on Node.js), lesson "${lessonTitle}".`,
    ...(solved.length === 0 ? [] : [`So far I have solved exercise ${listed(solved)} of it.`]),
    "",
    "You are my co-teacher. Where this leads to an exercise of the course, guide me with questions and do not give me its answer, even if I ask for it.",
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

/** What is to be pasted and stands below already need not be pasted. */
function withAnswersBelow(ask: string, answers: BoxFacts["answers"]): string {
  return answers.length === 0 ? ask : ask.replace(/\*\(paste [^)]*`[^)]+`[^)]*\)\*/gi, "(my code is below)");
}

/** What is left for the learner to fill in: it stands in *(brackets)*. */
export function placeholders(prompt: string): string[] {
  return [...prompt.matchAll(/\*\(([^)]+)\)\*/g)].map(([, what = ""]) => what);
}

const listed = (ids: readonly string[]) =>
  ids.length === 1 ? (ids[0] as string) : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
