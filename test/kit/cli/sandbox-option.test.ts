import { expect, test } from "vitest";
import { checkCommand } from "../../../kit/cli/check.ts";
import { gradeCommand } from "../../../kit/cli/grade.ts";
import { readSandboxKind } from "../../../kit/cli/run-command/sandbox-option.ts";
import { sandboxKinds } from "../../../kit/sandbox/index.ts";
import { runCommand } from "./support/run-command.ts";

/** The words of a text, without their punctuation. */
const wordsOf = (text: string) => text.split(/[^\w-]+/);

test("the help of grade and of check names every sandbox that exists", async () => {
  for (const command of [gradeCommand, checkCommand]) {
    const { code, out } = await runCommand(command, "--help");
    expect(code).toBe(0);
    const [option] = out.match(/--sandbox KIND.*/) ?? [""];
    expect(wordsOf(option)).toEqual(expect.arrayContaining([...sandboxKinds]));
  }
});

test("a sandbox that does not exist is answered with those that do", async () => {
  const sentence = 'There is no sandbox "cage": give bwrap, unshare, docker, user or none.\n';
  expect(await runCommand(checkCommand, "01.ipynb", "--sandbox", "cage")).toEqual({
    code: 2,
    out: "",
    err: sentence,
  });
  expect(await runCommand(gradeCommand, "class", "--out", "book", "--sandbox", "cage")).toEqual({
    code: 2,
    out: "",
    err: sentence,
  });
  for (const kind of sandboxKinds) expect(readSandboxKind(kind)).toBe(kind);
});
