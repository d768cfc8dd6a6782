import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { loadImport } from "../../../../labs/swarm/transfer/load-import.ts";

const require = createRequire(import.meta.url);
const manifest = new URL("../../../../labs/package.json", import.meta.url);
const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports: Record<string, unknown> };

test.each(Object.keys(exports).filter((subpath) => subpath !== "./package.json"))(
  "a worker loads its own copy of the subpath %s of labs",
  async (subpath) => {
    const specifier = subpath.replace(".", "@swarmlab/labs");
    const module = await loadImport({ name: "lab", specifier, exportName: "*" }, require);
    expect(Object.keys(module as object)).not.toEqual([]);
  },
);
