import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Lesson, notebookName } from "../../lesson/index.ts";
import type { AuthoredCourse } from "../authored-course.ts";
import { headingsOf } from "../prose/headings.ts";
import { type Link, linksOf } from "../prose/links.ts";
import { lineOf, proseCells } from "../prose/prose-cells.ts";
import { didYouMean } from "./did-you-mean.ts";
import { about, type LessonRule } from "./rule.ts";

/**
 * Links of a lesson resolve: to another lesson's notebook, to a heading, or to a file beside the notebooks. Addresses outside the course must be
 * well-formed; nothing is fetched.
 */
export const linksResolve: LessonRule = (lesson, course) => {
  const finding = about("links-resolve", lesson);
  return proseCells(lesson).flatMap((cell) =>
    linksOf(cell.source).flatMap((link) => {
      const wrong = whyBroken(link, lesson, course);
      const where = { line: lineOf(cell, link.line), ...(cell.exercise ? { exercise: cell.exercise } : {}) };
      return wrong === undefined ? [] : [finding(wrong, where)];
    }),
  );
};

function whyBroken(
  { target, kind }: Link,
  lesson: Lesson,
  { root, lessons }: AuthoredCourse,
): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target) && !target.startsWith("attachment:"))
    return whyBadAddress(target, kind);
  const [path = "", anchor] = target.split("#", 2);
  const name = decodeURIComponent(path);
  const other = path === "" ? lesson : lessons.find((candidate) => notebookName(candidate) === name);
  if (name.startsWith("..") || name.startsWith("/"))
    return `the link to ${target} leads out of the folder of lessons, where JupyterLab shows nothing: link to what lies beside the notebooks.`;
  if (path !== "" && !other && !existsSync(join(root, "notebooks", name)))
    return `the link to ${target} leads nowhere: there is no notebook or file of that name beside the notebooks.${didYouMean(name, lessons.map(notebookName))}`;
  if (anchor === undefined || !other) return undefined;
  const anchors = new Set(headingsOf(other).map(({ text }) => anchorOf(text)));
  if (anchors.has(decodeURIComponent(anchor))) return undefined;
  return `the link to ${target} leads to no heading of lesson ${other.id}: JupyterLab's anchors are headings with hyphens for spaces.${didYouMean(decodeURIComponent(anchor), anchors)}`;
}

function whyBadAddress(target: string, kind: Link["kind"]): string | undefined {
  if (kind === "image") return `the image ${target} would be loaded from elsewhere: put it into the course.`;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const isWellFormed =
    url?.protocol === "https:" && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname) && !/\s/.test(target);
  return isWellFormed ? undefined : `the address ${target} is not valid: write https:// and a full name.`;
}

/** The anchor that JupyterLab gives a heading. */
function anchorOf(heading: string): string {
  return heading.replace(/[`*]/g, "").trim().replace(/ /g, "-");
}
