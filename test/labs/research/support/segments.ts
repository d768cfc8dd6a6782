import { splitParagraphs } from "../../../../labs/research/corpus/split-paragraphs.ts";
import { Library } from "../../../../labs/research/search/library.ts";
import { SegmentBuilder } from "../../../../labs/research/search/segment-builder.ts";

/** A library in which each list of texts is a segment of one file, and each text a paragraph. */
export function libraryOf(segments: readonly (readonly string[])[]): Library {
  return new Library(
    segments.map((texts) => {
      const builder = new SegmentBuilder();
      const text = texts.join("\n\n");
      builder.addFile("index.md", {
        text,
        kind: "document",
        encoding: "utf-8",
        paragraphs: splitParagraphs(text, "document"),
      });
      return builder.build();
    }),
  );
}
