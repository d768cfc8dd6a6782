import { expect, test } from "vitest";
import { Mutex, SharedContext, SharingError } from "../../../labs/sharing/index.ts";
import { onThread } from "./support/threads.ts";

test("a text is written once and read by every agent", async () => {
  const text = "Wörter ".repeat(1000);
  const context = SharedContext.ofText(text);
  const readers = Array.from({ length: 2 }, () =>
    onThread({ context }, ({ context }) => [context.form, context.text.length, context.bytes.length]),
  );
  for (const reader of readers)
    expect(await reader.result).toEqual(["text", text.length, context.byteLength]);
});

test("a matrix has the same numbers for every thread, not a copy", async () => {
  const context = SharedContext.ofMatrix(2, 3, [1, 2, 3, 4, 5, 6]);
  const reader = onThread({ context }, ({ context }) => {
    const { rows, columns, values } = context.matrix;
    const seen = { rows, columns, values: [...values] };
    values[0] = 100;
    return seen;
  });
  expect(await reader.result).toEqual({ rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6] });
  // The reader has written to the matrix, and the write is visible here: nothing was copied.
  expect(context.matrix.values[0]).toBe(100);
});

test("bytes come as they were put in, also from the middle of another buffer", () => {
  const source = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4);
  const context = SharedContext.ofBytes(source);
  expect([...context.bytes]).toEqual([1, 2, 3]);
  expect(context.form).toBe("bytes");
  expect(SharedContext.from(context.share()).byteLength).toBe(3);
});

test("reading another form than that of the data is a clear error", () => {
  expect(() => SharedContext.ofText("x").matrix).toThrow("This context holds text, so it has no matrix.");
  expect(() => SharedContext.ofMatrix(1, 1, [1]).text).toThrow(SharingError);
});

test("bad arguments are named", () => {
  expect(() => SharedContext.ofMatrix(2, 3, [1, 2])).toThrow(
    "A matrix of 2 rows and 3 columns has 6 values, but 2 were given.",
  );
  // @ts-expect-error a text is a string
  expect(() => SharedContext.ofText(5)).toThrow("SharedContext.ofText takes a string, but got 5 (number).");
  // @ts-expect-error not a handle of this kind
  expect(() => SharedContext.from(new Mutex().share())).toThrow("a handle of kind swarmlab.mutex");
});

test("a text keeps its byte order mark, and one with a lone surrogate is refused by name", () => {
  expect(SharedContext.ofText("\uFEFFtext").text).toBe("\uFEFFtext");
  expect(() => SharedContext.ofText("a\uD800")).toThrow(
    "The text of a context has a lone surrogate at index 1",
  );
});
