import { expect, test } from "vitest";
import { MissingPackageError } from "../../../labs/common/optional-package.ts";
import { branchWays, tryWay, tryWays } from "../../../labs/examples/index.ts";

test("each way of running branches is announced, and shows what is left when one of them fails", async () => {
  const { "Promise.all": all, "Promise.allSettled": settled } = branchWays;
  if (!all || !settled) throw new Error("Promises are ways of running branches.");
  const announced: string[] = [];
  const endings = await tryWays({ all, settled }, (name) => announced.push(name));
  expect(announced).toEqual(["all", "settled"]);
  expect(endings).toEqual({
    all: {
      "you have": "nothing",
      "the join": "did not run",
      slow: "worked on for nobody",
      "you hear": "the source is gone",
    },
    settled: {
      "you have": "quick, no: the source is gone, slow",
      "the join": "ran",
      slow: "done",
      "you hear": "nothing",
    },
  });
});

test("a way whose package is missing says so, and has no ending", async () => {
  const missing = tryWay(async () => {
    throw new MissingPackageError("MISSING_PACKAGE", "The package ai is needed.");
  });
  await expect(missing).rejects.toThrow("The package ai is needed.");
});
