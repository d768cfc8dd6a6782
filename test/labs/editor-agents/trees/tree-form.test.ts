import { expect, test } from "vitest";
import { moduleFacts } from "../../../../labs/editor-agents/graph/module-facts.ts";
import { jsonForm, sharedForm } from "../../../../labs/editor-agents/trees/tree-form.ts";
import { loadTreeReader, startCompiler } from "../../../../labs/editor-agents/trees/typescript-unstable.ts";
import { Project } from "../support/project.ts";

test("a tree in shared memory and the same tree as JSON say the same about a module", async () => {
  using project = new Project({
    "a.ts":
      'import * as b from "./b.ts";\nexport { c as d } from "./b.ts";\nexport function a() { return b.c; }\n',
    "b.ts": "export const c = 1;\n",
  });
  const reader = await loadTreeReader();
  const compiler = await startCompiler(project.folder);
  try {
    compiler.open([project.path("tsconfig.json")]);
    const tables = [...compiler.files()].map((file) => compiler.bytesOf(file) ?? new Uint8Array());
    const [shared, json] = [sharedForm(reader), jsonForm(reader)].map((form) => {
      const pack = form.pack(tables);
      const sent = pack instanceof SharedArrayBuffer ? pack : JSON.parse(JSON.stringify(pack));
      return form.open(sent).map((tree) => moduleFacts(tree, form.kinds));
    });
    expect(json).toEqual(shared);
    expect(shared?.map(({ imports }) => imports)).toContainEqual([{ specifier: "./b.ts", names: ["c"] }]);
  } finally {
    await compiler.close();
  }
});
