import { expect, test } from "vitest";
import type { Saved } from "../../../../labs/editor-agents/bus/messages.ts";
import { filesOf, together, without } from "../../../../labs/editor-agents/tester/unjudged.ts";

const saved = (batch: number, parts: Partial<Saved>): Saved => ({
  kind: "saved",
  batch,
  at: batch * 1000,
  changed: [],
  created: [],
  deleted: [],
  ...parts,
});

test("two batches become one with all their files, and the time of the newest", () => {
  const both = together(saved(1, { changed: ["/a"] }), saved(2, { changed: ["/b"], created: ["/c"] }));
  expect(both).toMatchObject({ batch: 2, at: 2000, changed: ["/a", "/b"], created: ["/c"] });
});

test("a file that was made and then removed is removed, one that came back is not", () => {
  const removed = together(saved(1, { created: ["/a"] }), saved(2, { deleted: ["/a"] }));
  expect(removed).toMatchObject({ created: [], deleted: ["/a"] });
  expect(together(removed, saved(3, { created: ["/a"] }))).toMatchObject({ created: ["/a"], deleted: [] });
});

test("without its broken files a batch keeps the others, and is none when no file is left", () => {
  const batch = saved(1, { changed: ["/a", "/b"] });
  expect(filesOf(without(batch, new Set(["/a"])) ?? batch)).toEqual(["/b"]);
  expect(without(batch, new Set(["/a", "/b"]))).toBeNull();
});
