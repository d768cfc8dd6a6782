import { expect, test } from "vitest";
import { ImportFinder } from "../../../../labs/swarm/transfer/import-finder.ts";

const scope = (specifier: string, exportName: string) => ({
  has: () => true,
  get: () => undefined,
  importOf: () => ({ specifier, exportName }),
});

test("a name of labs is imported from the smallest part that has it, so that a worker starts soon", () => {
  const finder = new ImportFinder(scope("@swarmlab/labs", "AIAgent"), process.cwd());
  expect(finder.find("AIAgent")).toEqual({ specifier: "@swarmlab/labs/agents", exportName: "AIAgent" });
  const whole = new ImportFinder(scope("@swarmlab/labs", "*"), process.cwd());
  expect(whole.find("labs", new Set(["Mutex"]))).toEqual({
    specifier: "@swarmlab/labs/sharing",
    exportName: "*",
  });
  expect(whole.find("labs")).toEqual({ specifier: "@swarmlab/labs", exportName: "*" });
});

test("a name of another package stays as the cell imports it", () => {
  const finder = new ImportFinder(scope("node:path", "join"), process.cwd());
  expect(finder.find("join")).toEqual({ specifier: "node:path", exportName: "join" });
});
