import { expect, test } from "vitest";
import { variantInSentence, variantTitle } from "../../../labs/common/variant-title.ts";

test("an executor has a title, in lower case inside a sentence", () => {
  expect([variantTitle("worker-threads"), variantInSentence("worker-threads")]).toEqual([
    "Worker threads",
    "worker threads",
  ]);
});

test("a title of an executor is recognised in any case", () => {
  expect(variantTitle("worker threads")).toBe("Worker threads");
});

test("any other name is its own title, also one that every object has", () => {
  for (const name of ["python3.14t threads", "My own Run", "constructor"])
    expect([variantTitle(name), variantInSentence(name)]).toEqual([name, name]);
});
