import { expect, test } from "vitest";
import { splitParagraphs } from "../../../../labs/research/corpus/split-paragraphs.ts";
import { Segment } from "../../../../labs/research/search/segment.ts";
import { SegmentBuilder } from "../../../../labs/research/search/segment-builder.ts";
import { SharedContext } from "../../../../labs/sharing/index.ts";

function built(text: string) {
  const builder = new SegmentBuilder();
  builder.addFile("piscina/README.md", {
    text,
    kind: "document",
    encoding: "utf-8",
    paragraphs: splitParagraphs(text, "document"),
  });
  return builder;
}

test("a paragraph comes back as it stood in the file, with its place", () => {
  const segment = new Segment(built("# Größe 😀\n\nEin *Faden*\n  mehr.\n\n```\ncode();\n```").build());
  expect(segment.paragraphs).toBe(2);
  expect(segment.paragraph(0)).toEqual({
    path: "piscina/README.md",
    number: 1,
    line: 3,
    title: "Größe 😀",
    text: "Ein *Faden*\n  mehr.",
    kind: "document",
    isCode: false,
  });
  expect(segment.paragraph(1)).toMatchObject({ number: 2, text: "code();", isCode: true });
});

test("the memory crosses as a handle, and the other side reads the same bytes", () => {
  const memory = built("one thread").build();
  const handle = structuredClone({ ...memory.share(), buffer: 0 });
  const other = SharedContext.from({ ...handle, buffer: memory.share().buffer });
  expect(new Segment(other).paragraph(0).text).toBe("one thread");
});

test("postings name each paragraph that has a term, and how often", () => {
  const segment = new Segment(built("lock lock\n\ndoor\n\nlock").build());
  const find = (term: string) => [...segment.postings(new TextEncoder().encode(term))];
  expect(find("lock")).toEqual([0, 2, 2, 1]);
  expect(find("door")).toEqual([1, 1]);
  expect(find("piscina")).toEqual([0, 1, 1, 1, 2, 1]);
  expect(find("loc")).toEqual([]);
  expect(find("zebra")).toEqual([]);
});

test("the same text is kept once, and the repetition is counted", () => {
  const builder = built("same\n\nsame\n\nother");
  expect(builder.paragraphCount).toBe(2);
  expect(builder.repeatedCount).toBe(1);
});

test("an empty file makes a segment without paragraphs", () => {
  expect(new Segment(built("").build()).paragraphs).toBe(0);
});

test("neighbours are of the same file", () => {
  const builder = built("one\n\ntwo\n\nthree");
  builder.addFile("other.md", {
    text: "four",
    kind: "document",
    encoding: "utf-8",
    paragraphs: splitParagraphs("four", "document"),
  });
  const segment = new Segment(builder.build());
  expect(segment.neighbours(2, 1)).toEqual([1]);
  expect(segment.neighbours(3, 5)).toEqual([]);
});
