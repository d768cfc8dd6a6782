import { describe, expect, test } from "vitest";
import {
  questionsIn,
  releasable,
  segments,
  withOneQuestion,
} from "../../../../kit/notebook/coteacher/segments.ts";

const texts = (text: string) => segments(text).map((segment) => segment.text);

describe("segments", () => {
  test("are sentences and blocks of code, and together the text", () => {
    const text = "Look. What is `a.b?`, then? Good\n\n```ts\nif (a) b(); // why?\n```\nAnd?";
    expect(texts(text).join("")).toBe(text);
    expect(texts(text)).toContain("What is `a.b?`, then? ");
    expect(segments(text).filter(({ kind }) => kind === "code")).toMatchObject([{ isWhole: true }]);
  });

  test("keep the number of a list with its sentence", () => {
    expect(texts("1. What is it?\n2. Why?\n")).toEqual(["1. What is it?", "\n", "2. Why?", "\n"]);
  });

  test("end no sentence at the dot of a number or of a name", () => {
    expect(texts("It took 2.5 s in Node.js here. Why?")).toEqual(["It took 2.5 s in Node.js here. ", "Why?"]);
  });
});

describe("one question at a time", () => {
  test("keeps the first question and what is no question", () => {
    expect(withOneQuestion("You read it twice. What happens between? And why? Think about it.")).toBe(
      "You read it twice. What happens between? Think about it.",
    );
  });

  test("leaves a list of questions with its first one", () => {
    const one = withOneQuestion("Let me ask:\n1. What is it?\n2. Why?\n3. How?\n");
    expect(questionsIn(one)).toBe(1);
    expect(one).not.toMatch(/2\.|3\./);
  });

  test("does not count a question mark in code", () => {
    expect(questionsIn("Look at `a ? b : c`. \n```ts\nx ? y : z\n// why?\n```\n")).toBe(0);
  });
});

describe("what may be shown of a text that still comes", () => {
  test("is prose word by word", () => {
    expect(releasable("What do you exp")).toBe("What do you ");
  });

  test("is nothing of a block of code before its fence closes", () => {
    expect(releasable("Look here.\n\n```ts\nreturn 1;\n")).toBe("Look here.\n\n");
    expect(releasable("Look here.\n\n```ts\nreturn 1;\n```\n")).toContain("return 1;");
  });

  test("is nothing of a sentence that looks like code before it is whole", () => {
    expect(releasable("Try this. Use `Atomics.lo")).toBe("Try this. ");
    expect(releasable("Try this. seen = load(budget")).toBe("Try this. ");
    expect(releasable("Try this. Use `Atomics.load`. And")).toBe("Try this. Use `Atomics.load`. ");
  });

  test("is whole sentences only after the first question", () => {
    expect(releasable("Why? And what ab")).toBe("Why? ");
    expect(releasable("Why? And what about it? Take your time. ")).toBe("Why? Take your time. ");
  });
});
