import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CheckRunner } from "../../kit/grading/engine/check-runner.ts";
import { createCellCompiler } from "../../kit/kernel/compile/index.ts";

/**
 * Tries the checks on answers that are not the reference: correct ones written in other ways, and the mistakes learners make.
 * A wrong answer says in a line `// fails: …` which check is meant to catch it.
 */

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/answers");
const imports =
  'import { type AgentResult, AIAgent, agent, DataAnalyst, runMultiAgentSystem, type SwarmRun } from "@swarmlab/labs";\n';

const directory = mkdtempSync(join(tmpdir(), "swarmlab-answers-"));
const compiler = createCellCompiler({ directory: root });
const runner = new CheckRunner({ root, directory });
afterAll(async () => {
  await runner.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Answer {
  readonly file: string;
  readonly exercise: string;
  readonly code: string;
  readonly fails: readonly string[];
}

function answers(kind: "right" | "wrong"): Answer[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => new RegExp(`^\\d\\d[\\\\/]${kind}[\\\\/].*\\.ts$`).test(file))
    .sort()
    .map((file) => {
      const code = readFileSync(join(folder, file), "utf8");
      const exercise = /^\/\/ exercise (\d\d\.\d+) · /.exec(code)?.[1];
      if (exercise === undefined)
        throw new Error(`test/answers/${file} does not begin with its exercise line.`);
      return {
        file,
        exercise,
        code,
        fails: [...code.matchAll(/^\/\/ fails: (.+)$/gm)].map((match) => match[1] as string),
      };
    });
}

/** Runs all checks of an exercise, hidden ones too: name → status. */
async function outcomes(exercise: string, code: string): Promise<Map<string, string>> {
  const compiled = compiler.compile(imports + code);
  if ("errors" in compiled) throw new Error(`does not compile: ${compiled.errors[0]?.message}`);
  const file = join(root, `test/checks/${exercise.slice(0, 2)}.check.ts`);
  const answer = { code: compiled.js, file: join(root, `exercise-${exercise}.js`) };
  const reports = await runner.run([file], { mode: "run", exercise, hidden: true, answer });
  return new Map(reports.map(({ identity, outcome }) => [identity.name, outcome?.status ?? "missing"]));
}

describe("a correct answer written in another way", () => {
  test.each(answers("right"))("$file passes every check", async ({ exercise, code }) => {
    const found = await outcomes(exercise, code);
    expect(found.size).toBeGreaterThan(0);
    for (const [name, status] of found) expect(status, name).toBe("passed");
  });
});

describe("a plausible mistake", () => {
  test.each(answers("wrong"))(
    "$file is caught by the check meant for it",
    async ({ exercise, code, fails }) => {
      const found = await outcomes(exercise, code);
      expect(fails.length).toBeGreaterThan(0);
      for (const name of fails) expect(found.get(name), name).toBe("failed");
    },
  );
});
