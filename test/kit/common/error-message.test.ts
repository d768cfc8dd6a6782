import { expect, test } from "vitest";
import { errorMessage } from "../../../kit/common/error-message.ts";

test("the message of an error is its own; of anything else it is the text", () => {
  expect([new RangeError("too far"), "plain", 42, undefined].map(errorMessage)).toEqual([
    "too far",
    "plain",
    "42",
    "undefined",
  ]);
});
