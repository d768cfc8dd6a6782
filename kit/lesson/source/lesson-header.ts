import { basename } from "node:path";
import type { Complain } from "../lesson-error.ts";
import type { HeaderMapping, HeaderValue } from "../percent/front-matter.ts";

const FILE_NAME = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.ts$/;

/** Whether a file of this name is a lesson source. */
export function isLessonFileName(name: string): boolean {
  return FILE_NAME.test(name);
}

/** Reads a lesson's id, slug, title and minutes from its file name and its header. Refuses a header that disagrees or lacks one of them. */
export function readLessonHeader(fileName: string, header: HeaderMapping, complain: Complain) {
  const [, id, slug] = FILE_NAME.exec(basename(fileName)) ?? [];
  if (id === undefined || slug === undefined) {
    throw complain(
      1,
      "a lesson source is named NN-slug.ts: two digits, then words in small letters joined by hyphens",
    );
  }
  for (const [key, value] of [
    ["extension", ".ts"],
    ["format_name", "percent"],
  ] as const) {
    // jupytext guesses the format where one of them is missing.
    if (get(header, "jupyter", "jupytext", "text_representation", key) !== value) {
      const sentence = `the header does not say \`${key}: ${value}\` under jupyter, jupytext, text_representation`;
      throw complain(1, sentence);
    }
  }
  if (get(header, "jupyter", "kernelspec", "name") !== "swarmlab") {
    throw complain(1, "the header does not say `name: swarmlab` under jupyter, kernelspec");
  }
  const lesson = get(header, "jupyter", "swarmlab", "lesson");
  if (lesson !== id) {
    const says = lesson === undefined ? "does not name its lesson" : `says lesson ${JSON.stringify(lesson)}`;
    throw complain(
      1,
      `the header ${says}, the file name says ${id}: write \`lesson: "${id}"\` under jupyter, swarmlab`,
    );
  }
  const title = get(header, "jupyter", "swarmlab", "title");
  if (typeof title !== "string" || title.trim() === "") {
    throw complain(1, "the lesson has no title: write `title: …` under jupyter, swarmlab in the header");
  }
  const minutes = get(header, "jupyter", "swarmlab", "minutes");
  if (typeof minutes !== "number" || minutes < 1) {
    throw complain(
      1,
      "the lesson does not say how long it takes: write `minutes: 40` under jupyter, swarmlab in the header",
    );
  }
  return { id, slug, title: title.trim(), minutes };
}

function get(header: HeaderMapping, ...path: string[]): HeaderValue | undefined {
  let value: HeaderValue | undefined = header;
  for (const key of path)
    value = typeof value === "object" && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}
