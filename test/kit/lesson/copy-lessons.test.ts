import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyLessons, writeNotebooks } from "../../../kit/lesson/index.ts";
import { courseFolder } from "./support/course-folder.ts";
import { sampleSource } from "./support/sample.ts";
import { parts, smallLesson } from "./support/small-lesson.ts";

const nothing = { copied: [], newer: [], kept: [], messages: [] };
const lesson = (more = "") => smallLesson({ title: `${parts.title}${more && `\n//\n// ${more}`}` });

/** A course with lessons 05 and 07, built. */
function course(): string {
  const root = courseFolder({
    "solutions/05-small.ts": lesson(),
    "solutions/07-sample-lesson.ts": sampleSource,
  });
  writeNotebooks(root, { points: {} });
  return root;
}
function publish(root: string, more: string): void {
  writeFileSync(join(root, "solutions/05-small.ts"), lesson(more));
  writeNotebooks(root, { points: {} });
}
const inWork = (root: string, name: string) => readFileSync(join(root, "work", name), "utf8");
const published = (root: string) => readFileSync(join(root, "notebooks/05-small.ipynb"), "utf8");
/** The learner writes an answer; the notebook's own metadata stays, as JupyterLab keeps it. */
function work(root: string, name = "05-small.ipynb"): string {
  const notebook = JSON.parse(inWork(root, name));
  notebook.cells[2].source = ["my answer"];
  const text = JSON.stringify(notebook);
  writeFileSync(join(root, "work", name), text);
  return text;
}

test("each lesson is copied once", () => {
  const root = course();
  expect(copyLessons(root)).toEqual({ ...nothing, copied: ["05-small.ipynb", "07-sample-lesson.ipynb"] });
  expect(inWork(root, "05-small.ipynb")).toBe(published(root));
  expect(copyLessons(root)).toEqual({ ...nothing, kept: ["05-small.ipynb", "07-sample-lesson.ipynb"] });
  expect(readdirSync(join(root, "work")).sort()).toEqual([
    ".swarmlab.json",
    "05-small.ipynb",
    "07-sample-lesson.ipynb",
  ]);
});

test("a notebook that the learner works in is left alone", () => {
  const root = course();
  copyLessons(root);
  const mine = work(root);
  expect(copyLessons(root)).toMatchObject({ copied: [], newer: [], messages: [] });
  expect(inWork(root, "05-small.ipynb")).toBe(mine);
});

test("a lesson that the learner deleted comes again fresh", () => {
  const root = course();
  copyLessons(root);
  work(root);
  rmSync(join(root, "work/05-small.ipynb"));
  expect(copyLessons(root).copied).toEqual(["05-small.ipynb"]);
  expect(inWork(root, "05-small.ipynb")).toBe(published(root));
});

test("a newer version arrives beside the learner's own, once, with one sentence", () => {
  const root = course();
  copyLessons(root);
  const mine = work(root);
  publish(root, "Better.");
  expect(copyLessons(root)).toEqual({
    copied: [],
    newer: ["05-small.new.ipynb"],
    kept: ["05-small.ipynb", "07-sample-lesson.ipynb"],
    messages: [
      "There is a newer version of 05-small.ipynb: it is work/05-small.new.ipynb, and your own notebook is as you left it.",
    ],
  });
  expect(inWork(root, "05-small.ipynb")).toBe(mine);
  expect(inWork(root, "05-small.new.ipynb")).toBe(published(root));
  const changed = work(root, "05-small.new.ipynb");
  expect(copyLessons(root)).toMatchObject({ copied: [], newer: [], messages: [] });
  expect(inWork(root, "05-small.new.ipynb")).toBe(changed);
});

test("a newer version that the learner deleted, or took as their own, does not come again", () => {
  const root = course();
  copyLessons(root);
  publish(root, "Better.");
  copyLessons(root);
  rmSync(join(root, "work/05-small.new.ipynb"));
  expect(copyLessons(root)).toMatchObject({ newer: [], messages: [] });

  publish(root, "Best.");
  copyLessons(root);
  renameSync(join(root, "work/05-small.new.ipynb"), join(root, "work/05-small.ipynb"));
  rmSync(join(root, "work/.swarmlab.json"));
  expect(copyLessons(root)).toMatchObject({ newer: [], messages: [] });
});

test("a newer version does not replace an earlier one that is still there: a sentence says so", () => {
  const root = course();
  copyLessons(root);
  publish(root, "Better.");
  copyLessons(root);
  const earlier = work(root, "05-small.new.ipynb");
  publish(root, "Best.");
  const sentence =
    "There is a newer version of 05-small.ipynb, but work/05-small.new.ipynb is already there: rename or delete that one to get it.";
  expect(copyLessons(root)).toMatchObject({ newer: [], messages: [sentence] });
  expect(inWork(root, "05-small.new.ipynb")).toBe(earlier);
  rmSync(join(root, "work/05-small.new.ipynb"));
  expect(copyLessons(root)).toMatchObject({ newer: ["05-small.new.ipynb"] });
});

test("a notebook saved by an editor that drops our mark is still known", () => {
  const root = course();
  copyLessons(root);
  const notebook = JSON.parse(inWork(root, "05-small.ipynb"));
  writeFileSync(join(root, "work/05-small.ipynb"), JSON.stringify({ ...notebook, metadata: {} }));
  expect(copyLessons(root)).toMatchObject({ newer: [], messages: [] });
  publish(root, "Better.");
  expect(copyLessons(root).newer).toEqual(["05-small.new.ipynb"]);
});

test("the mark in the notebook suffices when the record is gone", () => {
  const root = course();
  copyLessons(root);
  rmSync(join(root, "work/.swarmlab.json"));
  expect(copyLessons(root)).toMatchObject({ newer: [], messages: [] });
  publish(root, "Better.");
  expect(copyLessons(root).newer).toEqual(["05-small.new.ipynb"]);
});

test.each(["not JSON", "[]", '{"given": {"05-small.ipynb": "x"}}', '{"given": null}', "{}"])(
  "a file %j in the place of our record is left alone, and the lessons come all the same",
  (text) => {
    const root = course();
    mkdirSync(join(root, "work"));
    writeFileSync(join(root, "work/.swarmlab.json"), text);
    const { copied, messages } = copyLessons(root);
    expect(copied).toHaveLength(2);
    expect(messages).toEqual([
      "work/.swarmlab.json is not the record of your lessons and was left alone: move it away.",
    ]);
    expect(inWork(root, ".swarmlab.json")).toBe(text);
    expect(copyLessons(root)).toMatchObject({ copied: [], newer: [], messages: [] });
  },
);

test("a file that is no notebook, or a folder, in a lesson's place survives", () => {
  const root = course();
  mkdirSync(join(root, "work/07-sample-lesson.ipynb"), { recursive: true });
  writeFileSync(join(root, "work/05-small.ipynb"), "my notes");
  const result = copyLessons(root);
  expect(result).toMatchObject({
    copied: [],
    newer: ["05-small.new.ipynb"],
    kept: ["05-small.ipynb", "07-sample-lesson.ipynb"],
  });
  expect(result.messages).toContain(
    "work/07-sample-lesson.ipynb is not a plain file, so the lesson was not copied: move it away to get the lesson.",
  );
  expect(inWork(root, "05-small.ipynb")).toBe("my notes");
  expect(readdirSync(join(root, "work/07-sample-lesson.ipynb"))).toEqual([]);
});

test("nothing is read or written through a link that leads out of work/", () => {
  const root = course();
  const outside = courseFolder({ "precious.txt": "precious" });
  mkdirSync(join(root, "work"));
  symlinkSync(join(outside, "precious.txt"), join(root, "work/05-small.ipynb"));
  symlinkSync(join(outside, "not-there.ipynb"), join(root, "work/07-sample-lesson.ipynb"));
  symlinkSync(join(outside, "record.json"), join(root, "work/.swarmlab.json"));
  const { copied, newer } = copyLessons(root);
  expect({ copied, newer }).toEqual({ copied: [], newer: [] });
  expect(readdirSync(outside)).toEqual(["precious.txt"]);
  expect(readFileSync(join(outside, "precious.txt"), "utf8")).toBe("precious");
  expect(lstatSync(join(root, "work/05-small.ipynb")).isSymbolicLink()).toBe(true);
});

test("a record that is a link is neither read nor replaced", () => {
  const root = course();
  const outside = courseFolder({ "record.json": '{"given": {}}' });
  mkdirSync(join(root, "work"));
  symlinkSync(join(outside, "record.json"), join(root, "work/.swarmlab.json"));
  expect(copyLessons(root)).toMatchObject({
    copied: { length: 2 },
    messages: [expect.stringContaining("was left alone")],
  });
  expect(lstatSync(join(root, "work/.swarmlab.json")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(outside, "record.json"), "utf8")).toBe('{"given": {}}');
});

test("a newer version is not written through a link either", () => {
  const root = course();
  copyLessons(root);
  const outside = courseFolder();
  symlinkSync(join(outside, "out.ipynb"), join(root, "work/05-small.new.ipynb"));
  publish(root, "Better.");
  expect(copyLessons(root).newer).toEqual([]);
  expect(readdirSync(outside)).toEqual([]);
});

test("a work/ that is a link or a file is refused in one sentence", () => {
  const root = course();
  const outside = courseFolder();
  symlinkSync(outside, join(root, "work"));
  expect(copyLessons(root).messages).toEqual([
    "work is a link to another place, so no lesson was copied: make work a folder of the course.",
  ]);
  expect(readdirSync(outside)).toEqual([]);
  rmSync(join(root, "work"));
  writeFileSync(join(root, "work"), "");
  expect(copyLessons(root)).toMatchObject({
    copied: [],
    messages: [expect.stringMatching(/^The folder work cannot be used|^work is not a folder/)],
  });
});

test("a source that is no built notebook is not handed to learners", () => {
  const root = course();
  writeFileSync(join(root, "notebooks/05-small.ipynb"), "half a noteb");
  writeFileSync(join(root, "notebooks/readme.ipynb"), "{}");
  expect(copyLessons(root)).toEqual({
    ...nothing,
    copied: ["07-sample-lesson.ipynb"],
    messages: [
      "notebooks/05-small.ipynb is not a built notebook and was not copied: run `npm run notebooks`.",
    ],
  });
});

test("a course without built notebooks says what to run", () => {
  expect(copyLessons(courseFolder())).toEqual({
    ...nothing,
    messages: ["There is no lesson in notebooks/: run `npm run notebooks` to build them."],
  });
});

test.skipIf(process.getuid?.() === 0)(
  "(not as root, whom no permission stops) a work/ that cannot be written is one sentence a lesson",
  () => {
    const root = course();
    mkdirSync(join(root, "work"));
    chmodSync(join(root, "work"), 0o555);
    expect(copyLessons(root).messages[0]).toMatch(/^05-small\.ipynb could not be copied to work\/: /);
    chmodSync(join(root, "work"), 0o755);
  },
);

test("the glossary lies beside the lessons that link to it, and a newer one beside the learner's own", () => {
  const root = course();
  const write = (text: string) => {
    writeFileSync(join(root, "solutions/glossary.md"), text);
    writeNotebooks(root, { points: {} });
  };
  write("# Words\n");
  expect(copyLessons(root)).toEqual({ ...nothing, copied: ["05-small.ipynb", "07-sample-lesson.ipynb"] });
  expect(inWork(root, "glossary.md")).toBe("# Words\n");
  expect(copyLessons(root).messages).toEqual([]);

  writeFileSync(join(root, "work/glossary.md"), "# Words, and my notes\n");
  write("# More words\n");
  expect(copyLessons(root).messages).toEqual([
    "There is a newer version of glossary.md: it is work/glossary.new.md, and your own copy is as you left it.",
  ]);
  expect(inWork(root, "glossary.md")).toBe("# Words, and my notes\n");
  expect(inWork(root, "glossary.new.md")).toBe("# More words\n");
  expect(copyLessons(root).messages).toEqual([]);
});

test.skipIf(process.platform === "win32")("work is made for its owner alone", () => {
  const root = course();
  copyLessons(root);
  expect(lstatSync(join(root, "work")).mode & 0o777).toBe(0o700);
});
