import { expect, test } from "vitest";
import { emitOptions } from "../../../../kit/kernel/compile/emit-cell.ts";
import { ts } from "../../../../kit/kernel/compile/typescript.ts";

test.each([
  ["a decorator", "const log = (): void => {};\nclass A { @log run() {} }", ts.ScriptTarget.ES2022],
  ["an accessor", "class A { accessor n = 1; }", ts.ScriptTarget.ES2022],
  [
    "the name of a package",
    'import { Mutex } from "@swarmlab/labs";\nusing held = new Mutex().lock();',
    ts.ScriptTarget.ESNext,
  ],
  ["a comment with a mark", "/** @example accessor */\nusing held = null;", ts.ScriptTarget.ESNext],
])("older words are written for decorators alone: %s", (_what, code, target) => {
  expect(emitOptions(code).target).toBe(target);
});
