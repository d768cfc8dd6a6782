import { expect, test } from "vitest";
import type { EditorMessage, Saved } from "../../../../labs/editor-agents/bus/messages.ts";
import { startTester } from "../../../../labs/editor-agents/tester/start-tester.ts";
import { jsonForm } from "../../../../labs/editor-agents/trees/tree-form.ts";
import { loadTreeReader, startCompiler } from "../../../../labs/editor-agents/trees/typescript-unstable.ts";
import { Project } from "../support/project.ts";

test.each([
  ["the save before its trees", ["saved", "trees"]],
  ["the trees before their save", ["trees", "saved"]],
] as const)("a save has a verdict when the tester hears of %s", async (_, order) => {
  using project = new Project({ "src/double.ts": "export const double = (n: number): number => n * 2;\n" });
  const form = jsonForm(await loadTreeReader());
  const compiler = await startCompiler(project.folder);
  compiler.open([project.path("tsconfig.json")]);
  const table = compiler.bytesOf(project.path("src/double.ts"));
  await compiler.close();
  const said: EditorMessage[] = [];
  let hear = (_message: EditorMessage): void => {};
  const bus = {
    publish: (message: EditorMessage) => void said.push(message),
    subscribe(listener: (message: EditorMessage) => void) {
      hear = listener;
    },
    close: () => {},
  };
  const input = { root: project.folder, config: null, limit: 60, grace: 60, maxWorkers: 1 };
  const tester = await startTester(bus, form, { ...input, reach: "nearest" });
  const saved: Saved = {
    ...{ kind: "saved", batch: 1, at: 0, created: [], deleted: [] },
    changed: [project.path("src/double.ts")],
  };
  const trees: EditorMessage = {
    ...{ kind: "trees", batch: 1, isRepeat: false, removed: [], problems: [], packages: {} },
    saved,
    packs: [form.pack([table as Uint8Array])],
  };
  for (const kind of order) hear(kind === "saved" ? saved : trees);
  expect(said.filter(({ kind }) => kind === "verdict")).toMatchObject([
    { batch: 1, state: "untested", files: saved.changed },
  ]);
  await tester.close();
});
