import { expect, test } from "vitest";
import { fenceIsClosedBy, openingFence } from "../../../../kit/lesson/percent/markdown-fence.ts";

test.each([
  ["```", "```"],
  ["```mermaid", "```"],
  ["   ~~~~ts", "~~~~"],
])("%j opens a block", (line, fence) => {
  expect(openingFence(line)).toBe(fence);
});

test.each(["``", "    ```", "text ```", "```a`b```"])("%j opens no block", (line) => {
  expect(openingFence(line)).toBeUndefined();
});

test("a block is closed by its own character, at least as often, and nothing else on the line", () => {
  expect(fenceIsClosedBy("```", "```")).toBe(true);
  expect(fenceIsClosedBy("`````  ", "```")).toBe(true);
  expect(fenceIsClosedBy("```", "````")).toBe(false);
  expect(fenceIsClosedBy("~~~", "```")).toBe(false);
  expect(fenceIsClosedBy("```ts", "```")).toBe(false);
  expect(fenceIsClosedBy("text", "```")).toBe(false);
});
