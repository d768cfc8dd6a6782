import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { siblingModule } from "../../../labs/common/sibling-module.ts";

test("a module run from source has siblings that end in .ts, a built one siblings that end in .js", () => {
  expect(siblingModule("file:///labs/swarm/pool.ts", "worker").href).toBe("file:///labs/swarm/worker.ts");
  expect(siblingModule("file:///labs/dist/swarm/pool.js", "worker").href).toBe(
    "file:///labs/dist/swarm/worker.js",
  );
});

test("a sibling may be in a neighbouring folder", () => {
  expect(siblingModule("file:///labs/a/b.ts", "../c/d").href).toBe("file:///labs/c/d.ts");
  expect(existsSync(siblingModule(import.meta.url, "format-numbers.test"))).toBe(true);
});
