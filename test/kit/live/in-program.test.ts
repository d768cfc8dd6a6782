import { expect, test } from "vitest";
import { Program } from "./support/program.ts";

test("a piped program prints its announcement once, then plain lines, and ends by itself", async () => {
  const program = new Program(`
    const run = await watch({ agents: [1, 2, 3, 4].map((id) => agent(Waits, id, 150)), concurrency: 2 });
    console.log("results", run.results.length);
  `);
  expect(await program.end()).toBe(0);
  const { lines } = program;
  expect(lines[0]).toContain("4 agents on worker-threads");
  expect(lines.filter((line) => line.includes("agents on worker-threads"))).toHaveLength(1);
  expect(lines.slice(1, -1).every((line) => /^Worker threads: \d of 4 done · /.test(line))).toBe(true);
  expect(lines.at(-2)).toContain("4 of 4 done");
  expect(lines.at(-1)).toBe("results 4");
  expect(program.stdout).not.toContain("\x1b");
  expect(program.stderr).toBe("");
});

test("Ctrl-C stops the swarm, says how far it came, and ends the program as Ctrl-C does", async () => {
  const program = new Program(`
    const agents = [agent(Waits, 1, 50), agent(Busy, 2, 60_000), agent(Waits, 3, 60_000), agent(Waits, 4, 60_000)];
    await watch({ agents, concurrency: 2 });
    console.log("went on");
  `);
  await program.hasPrinted("1 of 4 done");
  program.pressControlC();
  expect(await program.end()).toBe("SIGINT");
  expect(program.lines.at(-1)).toMatch(/^Worker threads: 1 of 4 done, 3 failed, interrupted · /);
  expect(program.stderr).toBe("");
});

test("a program that listens to Ctrl-C itself goes on with the results there are", async () => {
  const program = new Program(`
    process.on("SIGINT", () => console.log("heard it"));
    const run = await watch({ agents: [agent(Waits, 1, 50), agent(Waits, 2, 60_000)], concurrency: 1 });
    console.log(run.results.map(({ success, error }) => error?.code ?? success).join());
  `);
  await program.hasPrinted("1 of 2 done");
  program.pressControlC();
  expect(await program.end()).toBe(0);
  expect(program.stdout).toContain("heard it");
  expect(program.lines.at(-1)).toBe("true,ABORTED");
});

test("two swarms that Ctrl-C stops both say how far they came", async () => {
  const program = new Program(`
    const both = ["First", "Second"].map((title) =>
      watch({ title, announce: false, agents: [agent(Waits, 1, 50), agent(Busy, 2, 60_000)], concurrency: 1 }));
    await Promise.all(both);
  `);
  await program.hasPrinted("First: 1 of 2 done");
  await program.hasPrinted("Second: 1 of 2 done");
  program.pressControlC();
  expect(await program.end()).toBe("SIGINT");
  expect(program.stdout).toMatch(/First: 1 of 2 done, 1 failed, interrupted/);
  expect(program.stdout).toMatch(/Second: 1 of 2 done, 1 failed, interrupted/);
});

test("Ctrl-C ends a program whose agent holds its only thread", async () => {
  const program = new Program(`
    console.log("begin");
    await watch({ agents: [agent(Busy, 1, 60_000)], executor: "event-loop" });
  `);
  await program.hasPrinted("at a time");
  program.pressControlC();
  expect(await program.end()).toBe("SIGINT");
});

test("Ctrl-C asks a benchmark to stop, and the program prints what was measured", async () => {
  const program = new Program(`
    const report = await watchBench(async ({ onProgress, signal }) => {
      let done = 0;
      while (!signal.aborted && done < 100) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        onProgress({ approach: "sequential", agents: 2, seconds: 0.1, done: ++done, total: 100, elapsed: done / 10 });
      }
      return { measured: done };
    });
    console.log("measured", report.measured);
  `);
  await program.hasPrinted("2 of 100 runs");
  program.pressControlC();
  expect(await program.end()).toBe(0);
  expect(program.lines.at(-2)).toMatch(/of 100 runs, interrupted: this is partial/);
  expect(program.lines.at(-1)).toMatch(/^measured \d+$/);
});
