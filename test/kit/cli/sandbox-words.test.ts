import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { checkCommand } from "../../../kit/cli/check.ts";
import { gradeHelp, gradeOptions } from "../../../kit/cli/grade-options.ts";
import { sandboxKinds } from "../../../kit/sandbox/isolation/index.ts";

/** What `npm run check` writes. */
async function check(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await checkCommand(argv, { out, err });
  out.end();
  err.end();
  return { code, out: await text(out), err: await text(err) };
}

/** The words of a text, without their punctuation. */
const wordsOf = (said: string) => said.split(/[^\w-]+/);

test("the help of grade and of check names every sandbox there is", async () => {
  const help = await check("--help");
  expect(help.code).toBe(0);
  for (const said of [gradeHelp, help.out]) {
    const [option] = said.match(/--sandbox KIND.*/) ?? [""];
    expect(wordsOf(option)).toEqual(expect.arrayContaining([...sandboxKinds]));
    for (const line of said.split("\n")) expect(line.length).toBeLessThanOrEqual(125);
  }
});

test("a sandbox that does not exist is answered with those that do", async () => {
  const { code, err } = await check("01.ipynb", "--sandbox", "cage");
  expect(code).toBe(2);
  expect(err).toBe('There is no sandbox "cage": give bwrap, unshare, docker, user or none.\n');
  expect(() => gradeOptions(["class", "--out", "book", "--sandbox", "cage"])).toThrow(
    'There is no sandbox "cage": give bwrap, unshare, docker, user or none.',
  );
  for (const kind of sandboxKinds)
    expect(gradeOptions(["class", "--out", "book", "--sandbox", kind])?.sandbox).toBe(kind);
});
