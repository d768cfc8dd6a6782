import type { Lesson, LessonCell } from "../../lesson/index.ts";
import { GUIDE_FILE } from "../authored-course.ts";
import { fencesOf } from "../prose/fences.ts";
import { headingsOf, plainHeading } from "../prose/headings.ts";
import { linksOf } from "../prose/links.ts";
import { proseCells } from "../prose/prose-cells.ts";
import { about, type LessonRule } from "./rule.ts";

/** A part of a lesson: whether the lesson has it, and what an author does about a missing one. */
interface Part {
  readonly isThere: (lesson: Lesson, text: string) => boolean;
  readonly advice: string;
}

const PARTS: readonly Part[] = [
  {
    isThere: (lesson) =>
      new RegExp(`\\bAbout ${lesson.minutes} minutes\\b`).test(lesson.cells[0]?.source ?? ""),
    advice:
      "its first cell does not say how long it takes, as its header does: write *About NN minutes. …* below the title.",
  },
  {
    isThere: (_, text) =>
      /\*\*After this lesson you can\*\*\s*\n\s*\n?(?:\s*[-*] .+\n(?: {2}.+\n)*){2,}/.test(text),
    advice:
      "it does not say what one learns: write **After this lesson you can** and a list of at least two points near its beginning.",
  },
  {
    isThere: (lesson) =>
      proseCells(lesson).some(
        ({ source }) =>
          fencesOf(source).some(({ language }) => language === "mermaid") ||
          linksOf(source).some(({ kind }) => kind === "image") ||
          /<svg\b/.test(source),
      ),
    advice: "it has no diagram: draw one with ```mermaid or as an image, and say it in words below.",
  },
  {
    isThere: ({ cells }) =>
      cells.some(({ kind, source }) => kind === "code" && /Chart\(|\bwatch\(|\bshow\(/.test(source)),
    advice:
      "it shows nothing live: let a demo cell draw a chart of the learner's own run, or `watch` a swarm.",
  },
  {
    isThere: ({ cells }) =>
      cells.some((cell, at) => /\bpitfall\b/i.test(cell.source) && isText(cell) && runsSoon(cells, at)),
    advice:
      "it shows no pitfall going wrong: write about *a pitfall*, with a code cell right below that runs into it.",
  },
  {
    isThere: (_, text) => /\*\*AI co-learning prompt/.test(text),
    advice: "it has no co-learning prompt: write a box that begins with > **AI co-learning prompt**.",
  },
  {
    isThere: (_, text) => /\*\*CoLearning challenge/.test(text),
    advice: "it has no challenge: write a box that begins with > **CoLearning challenge**.",
  },
  {
    isThere: (_, text) => {
      const [, section = ""] = /Try with AI\b([\s\S]*?)(?:\n## |$)/.exec(text) ?? [];
      return /\d+ minutes|\bminutes \|/.test(section) && /expected outcome/i.test(section);
    },
    advice: "it has no **Try with AI** with minutes and an expected outcome.",
  },
  {
    isThere: (lesson) => hasHeading(lesson, "recap"),
    advice: "it has no recap: write a section ## Recap.",
  },
  {
    isThere: (lesson, text) =>
      hasHeading(lesson, "quiz yourself") && (text.match(/<details>\s*<summary>/g)?.length ?? 0) >= 3,
    advice:
      "it has no quiz: write a section ## Quiz yourself with at least three questions whose answers are hidden in <details>.",
  },
  {
    isThere: (_, text) => /\*\*(?:Next|Back):\*\*[\s\S]*?\]\([^)]+\.ipynb/.test(text),
    advice: "it leads nowhere: end with **Next:** or **Back:** and a link to another lesson's notebook.",
  },
  {
    isThere: (_, text) =>
      /\b(?:late|missing)\b/.test(text) &&
      /output\b[^.]{0,80}\b(?:late|missing)|(?:late|missing)\b[^.]{0,80}\boutput/i.test(text),
    advice: "it does not say what to do when the output of a worker is late or missing: one line is enough.",
  },
];

/** A lesson has every part that a lesson of this course has. */
export const hasEveryPart: LessonRule = (lesson, { guide }) => {
  const finding = about("has-every-part", lesson);
  const text = proseCells(lesson, ["text"])
    .map(({ source }) => source.replace(/^> ?/gm, ""))
    .join("\n\n");
  const scene = `### ${lesson.id} · ${lesson.title}`;
  return [
    ...(guide.split("\n").includes(scene)
      ? []
      : [finding(`instructors find no scene for it: write one below "${scene}" in ${GUIDE_FILE}.`)]),
    ...(/\*\*For instructors/.test(text)
      ? [
          finding(
            `a box for instructors stands between a learner and the next cell: move it to ${GUIDE_FILE}.`,
          ),
        ]
      : []),
    ...PARTS.filter(({ isThere }) => !isThere(lesson, `${text}\n`)).map(({ advice }) => finding(advice)),
    ...lesson.exercises
      .filter(
        ({ explanation }) =>
          explanation === undefined || !/\b(?:ways?|instead|alternative)\b/i.test(explanation),
      )
      .map(({ id, explanation }) =>
        finding(
          explanation === undefined
            ? "it has no explanation: write a cell tagged explanation, with a second way to the answer."
            : "its explanation names no second way: say how else one could do it.",
          { exercise: id },
        ),
      ),
  ];
};

const isText = ({ kind, role }: LessonCell) => kind === "markdown" && role === "text";

/** Whether one of the next two cells runs code of the lesson. */
function runsSoon(cells: readonly LessonCell[], at: number): boolean {
  return cells.slice(at + 1, at + 3).some(({ role }) => role === "demo");
}

function hasHeading(lesson: Lesson, heading: string): boolean {
  return headingsOf(lesson).some(({ text }) => plainHeading(text) === heading);
}
