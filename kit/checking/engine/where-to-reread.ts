import { type CourseLesson, notebookName } from "../../lesson/index.ts";

/** Where a heading stands. */
export interface HeadingPlace {
  /** Two digits. */
  readonly lesson: string;
  /** A link from a notebook to the heading in its own or another notebook beside it, as JupyterLab follows it. */
  readonly link: string;
}

/** Finds a heading in a lesson, or in the nearest one before it. Undefined where no lesson has it. */
export function whereToReread(
  heading: string,
  lesson: string,
  lessons: readonly CourseLesson[],
): HeadingPlace | undefined {
  const wanted = plain(heading);
  const upTo = lessons.filter(({ id }) => id <= lesson).toReversed();
  for (const candidate of upTo) {
    const found = candidate.headings?.find((text) => plain(text) === wanted);
    if (found === undefined) continue;
    // JupyterLab makes a heading's anchor of its text, with hyphens for spaces.
    const anchor = found.replace(/[`*_]/g, "").replaceAll(" ", "-");
    return { lesson: candidate.id, link: `${notebookName(candidate)}#${encodeURIComponent(anchor)}` };
  }
  return undefined;
}

/** A heading for comparison: without Markdown marks and the mark at its end, in small letters. */
const plain = (text: string): string =>
  text
    .replace(/[`*_]/g, "")
    .replace(/(?<![.:!?…])[.:!?…]+$/, "")
    .trim()
    .toLowerCase();
