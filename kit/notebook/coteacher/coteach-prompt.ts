import { fenced } from "./fenced.ts";
import { RULES } from "./rules.ts";

/** What an AI assistant needs to know to be a good co-teacher for one exercise. */
export interface CoteachFacts {
  readonly exercise: { readonly id: string; readonly title: string };
  readonly lessonTitle: string;
  /** The prose in front of the exercise, as Markdown; empty where there is none. */
  readonly task: string;
  /** The names that the answer must define. */
  readonly names: readonly string[];
  /** The learner's code; empty before the learner writes any. */
  readonly code: string;
  /** The visible checks that fail, and how. Hidden checks are never among them. */
  readonly failing: readonly { readonly name: string; readonly message: string }[];
  /** Names of the visible checks that hold. */
  readonly passing: readonly string[];
  /** The course's hints that the learner has read already, as Markdown. @default none */
  readonly hintsRead?: readonly string[];
  /** Why no check could run, such as a compile error. */
  readonly problem?: string;
}

/**
 * Makes a prompt for any AI assistant. It asks for guidance by questions and holds no solution, because its facts hold none.
 */
export function coteachPrompt(facts: CoteachFacts): string {
  const { exercise, lessonTitle, task, names, code } = facts;
  return [
    "You are my co-teacher. Guide me with questions, do not give the answer.",
    "",
    "How to help me:",
    ...RULES.map((rule) => `- ${rule}`),
    "",
    `I am working through the course "Swarm Lab" (running AI agents in parallel, in TypeScript on Node.js), lesson "${lessonTitle}", exercise ${exercise.id} · ${exercise.title}.`,
    ...section("The exercise", task === "" ? undefined : task),
    ...section(
      "My answer must define",
      names.length === 0 ? undefined : names.map((name) => `\`${name}\``).join(", "),
    ),
    ...section("My code", code === "" ? "I have not written anything yet." : fenced(code)),
    ...section("What the course's checks say", verdict(facts)),
    ...section("Hints of the course that I have read already: go on from there", hintList(facts.hintsRead)),
    "",
    "Now ask me your first question.",
  ].join("\n");
}

function verdict({ failing, passing, problem }: CoteachFacts): string {
  if (problem !== undefined) return `No check could run: ${problem}`;
  if (failing.length === 0 && passing.length === 0) return "I have not run them yet.";
  const lines = [
    ...failing.map(({ name, message }) => `- fails: "${name}"${message === "" ? "" : `: ${message}`}`),
    ...passing.map((name) => `- holds: "${name}"`),
  ];
  if (failing.length === 0)
    lines.push("Everything holds. Help me to understand it more deeply and to find a second way.");
  return lines.join("\n");
}

const hintList = (hints: readonly string[] = []): string | undefined =>
  hints.length === 0 ? undefined : hints.map((hint) => `- ${hint.replaceAll("\n", " ")}`).join("\n");

const section = (title: string, text: string | undefined): string[] =>
  text === undefined ? [] : ["", `## ${title}`, "", text];
