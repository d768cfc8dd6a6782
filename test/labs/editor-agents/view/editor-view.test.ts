import { expect, test } from "vitest";
import type { EditorEvent, Verdict } from "../../../../labs/editor-agents/index.ts";
import {
  advanceEditor,
  editorHtml,
  editorText,
  eventWords,
  startEditor,
} from "../../../../labs/editor-agents/index.ts";

const verdict: Verdict = {
  kind: "verdict",
  batch: 1,
  state: "passed",
  files: ["/p/src/a.ts"],
  testFiles: ["/p/test/a.test.ts"],
  further: 0,
  passed: 3,
  failures: [],
  seconds: 0.31,
};

const after = (...events: EditorEvent[]) => events.reduce(advanceEditor, startEditor("/p/src"));

test("each agent has a line: what it works on, or that it waits and what it has", () => {
  const state = after(
    { kind: "working", agent: "parser", on: "/p/src/a.ts, /p/src/b.ts, /p/src/c.ts" },
    { kind: "waiting", agent: "watcher", has: "3 files in 1 folder" },
  );
  const lines = editorText(state, {});
  expect(lines[0]).toBe("Editor's agents · src · 0 saves, 0 superseded");
  expect(lines).toContain("  watcher    waits · 3 files in 1 folder");
  expect(lines).toContain("  parser     works on a.ts, b.ts and 1 more");
});

test.each<[Partial<Verdict>, string]>([
  [{}, "✓ a.ts: 3 tests in 1 file passed, 0.31 s"],
  [{ further: 2 }, "✓ a.ts: 3 tests in 1 file passed, 0.31 s; 2 test files further away"],
  [
    {
      state: "failed",
      failures: [{ file: "/p/test/a.test.ts", name: "adds", message: "expected 1 to be 2" }],
    },
    "✕ a.ts: 1 test failed, 3 passed, 0.31 s: adds expected 1 to be 2",
  ],
  [{ state: "untested", testFiles: [] }, "○ a.ts: no test uses it"],
  [
    { state: "syntax", failures: [{ file: "/p/src/a.ts", name: "line 2", message: "';' expected." }] },
    "✕ a.ts: a.ts, line 2: ';' expected.",
  ],
  [{ state: "timeout" }, "✕ a.ts: the tests did not end within the limit: ../test/a.test.ts"],
])("the verdict %o is one line", (parts, line) => {
  expect(eventWords({ ...verdict, ...parts }, "/p/src")).toBe(line);
});

test("lines are as many and as long as the terminal allows", () => {
  const many = Array.from({ length: 30 }, (_, batch): EditorEvent => ({ ...verdict, batch }));
  const lines = editorText(after(...many), { columns: 30, lines: 9 });
  expect(lines).toHaveLength(9);
  for (const line of lines) expect([...line].length).toBeLessThanOrEqual(30);
});

test("the page holds what was found as text, never as markup", () => {
  const html = editorHtml(
    after(
      { kind: "exports", batch: 1, unused: [{ file: "/p/src/a.ts", name: "<b>", line: 3 }] },
      { kind: "trouble", agent: "watcher", message: "no <i>watches</i>", isFatal: false },
      { ...verdict, files: ["/p/src/<script>.ts"] },
    ),
  );
  expect(html).toContain("&lt;b&gt; in a.ts:3");
  expect(html).toContain("no &lt;i&gt;watches");
  expect(html).not.toMatch(/<script|<i>|<b>/);
});

test("saves, superseded runs and restarts are counted and told", () => {
  const state = after(
    { kind: "saved", batch: 1, at: 0, changed: [], created: [], deleted: [] },
    { kind: "superseded", batch: 1 },
    { kind: "restarted", agent: "tester", reason: "its tests took longer than 4 s" },
  );
  expect([state.saves, state.superseded]).toEqual([1, 1]);
  expect(state.sentences).toEqual(["The tester was started again: its tests took longer than 4 s."]);
});
