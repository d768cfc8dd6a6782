import { expect, test } from "vitest";
import { foldLines } from "../../../../labs/research/corpus/fold-lines.ts";
import { readability } from "../../../../labs/research/report/readability.ts";
import { sentencesOf } from "../../../../labs/research/report/sentences.ts";

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

test("sentences run over the lines of a paragraph and keep its characters", () => {
  expect(split("One is\nhere. Two\n* is there!")).toEqual(["One is\nhere.", "Two\n* is there!"]);
});

test("an abbreviation does not end a sentence", () => {
  for (const text of ["Use a pool, e.g. piscina, for this.", "A pool vs. `Queue` is a choice."]) {
    expect(split(text)).toEqual([text]);
  }
});

test("code with a full stop does not end a sentence", () => {
  expect(split("Call `a(). B()` first. Then go.")).toEqual(["Call `a(). B()` first.", "Then go."]);
  expect(split("One ` is open. And it goes on.")).toEqual(["One ` is open. And it goes on."]);
});

test("the sign of a list item and the name of a tag are not a part of the sentence", () => {
  expect(split("- Stops a thread.")).toEqual(["Stops a thread."]);
  expect(split("@returns The number of threads.")).toEqual(["The number of threads."]);
});

test("a folded quotation is one line, without the stars of a comment", () => {
  expect(foldLines("Stops the\n   * thread\r\n   > now.")).toBe("Stops the thread now.");
  expect(foldLines("2 * 3\n** bold **")).toBe("2 * 3 ** bold **");
});

test("what is no sentence cannot be read alone", () => {
  const nothing = [
    "| a | b | c | d | e |",
    "@param name the name of it all",
    "[![build](a)](b) passing tests now",
    "too short",
    "const a = () => { return 1; };",
  ];
  for (const text of nothing) expect(readability(text, false), text).toBe(0);
  expect(readability("A worker thread stops when its event loop is empty.", false)).toBe(1);
});

test("a sentence that leans on the one before it is worth less", () => {
  expect(readability("This stops the thread as soon as it can.", false)).toBeLessThan(1);
});

test("legal phrases count in a question about licences only", () => {
  const text = "Permission is hereby granted to any person who obtains a copy.";
  expect(readability(text, false)).toBeLessThan(readability(text, true));
});
