import { expect, it } from "vitest";
import type { Code } from "../../../../labs/swarm/transfer/index.ts";
import { CodeNumbers } from "../../../../labs/swarm/worker/code-numbers.ts";
import { RunProgram } from "../../../../labs/swarm/worker/run-program.ts";
import { SentPrograms } from "../../../../labs/swarm/worker/sent-programs.ts";

const codeOf = (text: string): Code => ({
  sources: [{ name: "one", text }],
  constants: [],
  imports: [],
  exported: [],
  directory: "/",
});

function programOf(run: number, code: number): RunProgram {
  const data = { values: {}, statics: {}, usesSharing: false };
  const settings = { timeout: undefined, grace: 0 } as never;
  const options = { agents: [], settings, onUnhandled: () => {}, onModelUse: () => {} };
  const bundle = { code: codeOf("1"), data };
  return new RunProgram(options, {
    run,
    firstJob: 0,
    code,
    bundle,
    types: [],
    messages: [],
    shared: undefined,
    valueNamed: () => undefined,
  });
}

it("code that a worker has does not travel again, and a program only once", () => {
  const sent = new SentPrograms();
  const [first, second] = [programOf(1, 7), programOf(2, 7)];
  expect(sent.send(first)).toMatchObject({ number: 7, source: { types: [] } });
  expect(sent.send(first)).toBeUndefined();
  // Without values, the number of the code is all that travels.
  expect(sent.send(second)).toBe(7);
});

it("a worker is told once what it may forget, and is sent it again when it is needed again", () => {
  const sent = new SentPrograms();
  const program = programOf(1, 7);
  sent.send(program);
  sent.forget(program, 7);
  expect(sent.takeForgotten()).toEqual([1, -7]);
  expect(sent.takeForgotten()).toBeUndefined();
  expect(sent.send(programOf(2, 7))).toMatchObject({ number: 7, source: { types: [] } });
});

it("the same text has one number, and the code used least recently is given up", () => {
  const numbers = new CodeNumbers(2);
  const numberOf = (text: string) => numbers.numberOf({ code: codeOf(text), types: [] });
  expect([numberOf("a"), numberOf("b"), numberOf("a")].map(({ number }) => number)).toEqual([1, 2, 1]);
  expect(numberOf("c")).toEqual({ number: 3, givenUp: 2 });
  expect(numberOf("b")).toEqual({ number: 4, givenUp: 1 });
});
