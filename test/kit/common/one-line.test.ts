import { expect, test } from "vitest";
import { oneLine } from "../../../kit/common/one-line.ts";

test("each run of whitespace becomes one space, and the ends are trimmed", () => {
  expect(oneLine("  a\n\t b\r\n c ")).toBe("a b c");
});
