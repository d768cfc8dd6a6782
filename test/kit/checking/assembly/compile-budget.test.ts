import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Assembly } from "../../../../kit/checking/assembly/assembly.ts";
import { AnswerCompiler } from "../../../../kit/checking/assembly/compile-answer.ts";
import { CompileBudget, NOTEBOOK_COMPILE_SECONDS } from "../../../../kit/checking/assembly/compile-budget.ts";

vi.setConfig({ testTimeout: 600_000 });

// The course's own folder: its packages are there.
const ROOT = join(import.meta.dirname, "../../../..");

const assembly = (source: string): Assembly => ({
  source,
  origins: source.split("\n").map((_, at) => ({ line: at + 1 })),
  notes: [],
  labImports: [],
  given: [],
  forbids: [],
});

/** A text that takes the compiler hours. */
const endless = (name: string) => `
type Count<N extends number, S extends 0[] = []> = S["length"] extends N ? S : Count<N, [...S, 0]>;
type Twice<T extends unknown[], D extends 0[]> = D extends [0, ...infer R extends 0[]] ? [...Twice<[T, T], R>, ...Twice<[T], R>] : T;
const ${name}0 = null as unknown as Twice<[1], Count<26>>;
const ${name}1: Twice<[2], Count<27>> = ${name}0 as never;
`;

test("slow exercises cost their notebook its own time alone, no neighbour waits for them, and each gets a sentence", async () => {
  const compiler = new AnswerCompiler(ROOT, { sharedSeconds: 30, slowSeconds: 1 });
  try {
    await compiler.warm();
    const budget = new CompileBudget(1);
    budget.isSlow = true;
    const slow = ["a", "b", "c"].map((name) =>
      compiler.compile(assembly(endless(name)), `01.${name}`, budget),
    );
    const done = vi.fn();
    for (const one of slow) one.then(done);
    // The other compiler still reads the declarations, which takes seconds, when these have their results.
    const neighbours = [1, 2, 3].map((n) => compiler.compile(assembly(`const honest = ${n};`), "01.1"));
    for (const one of await Promise.all(neighbours)) expect(one).toHaveProperty("answer");
    expect(done).not.toHaveBeenCalled();
    const refused = {
      errors: ["The exercises compiled before it used up the 1 s that the compiler has for a notebook."],
    };
    expect(await Promise.all(slow)).toEqual([
      { errors: ["The compiler did not finish it within 1 s of processor time."] },
      refused,
      refused,
    ]);
    expect(await compiler.compile(assembly("const later = 1;"), "01.d", budget)).toEqual(refused);
    // Another notebook compiles the same text, and one with the text that was too much pays nothing for it.
    expect(await compiler.compile(assembly("const later = 1;"), "01.d")).toHaveProperty("answer");
    const other = new CompileBudget();
    expect(await compiler.compile(assembly(endless("a")), "01.a", other)).toEqual(await slow[0]);
    expect(other.left).toBe(NOTEBOOK_COMPILE_SECONDS);
  } finally {
    compiler.close();
  }
});

test("a text that is too slow for the compiler that all share is handed to the other one", async () => {
  const compiler = new AnswerCompiler(ROOT, { sharedSeconds: 0.5, slowSeconds: 1 });
  const budget = new CompileBudget();
  const slow = compiler.compile(assembly(endless("d")), "01.1", budget);
  await vi.waitFor(() => expect(budget.isSlow).toBe(true), { timeout: 500_000, interval: 100 });
  compiler.close();
  expect(await slow).toEqual({ errors: ["The compiler was ended."] });
});
