import { join } from "node:path";

/** A right answer that first tries, once, everything that it must not be able to do, and writes down the results. */
export function attackingAnswer(solution: string, autograder: string, evidence: string): string {
  const source = join(autograder, "source");
  const results = join(autograder, "results/results.json");
  const code = `
  const fs = process.getBuiltinModule("node:fs");
  if (!fs.existsSync("${evidence}/seen.json")) {
    const seen: Record<string, string> = { user: String(process.getuid?.()) };
    const attempt = (name: string, action: () => unknown) => {
      try { action(); seen[name] = "done"; } catch (error) { seen[name] = String((error as { code?: string }).code); }
    };
    attempt("checks", () => fs.readFileSync("${source}/test/checks/01.check.ts"));
    attempt("list", () => fs.readdirSync("${source}/test/checks"));
    attempt("solution", () => fs.readFileSync("${source}/solutions/01-one-agent.ts"));
    attempt("submission", () => fs.readdirSync("${autograder}/submission"));
    attempt("results", () => fs.writeFileSync("${results}", '{"score": 1000}'));
    attempt("replace", () => fs.renameSync("${evidence}", "${autograder}/results/own"));
    attempt("grader", () => fs.readFileSync("/proc/" + process.ppid + "/environ"));
    attempt("kill", () => process.kill(process.ppid, "SIGKILL"));
    // A thread, in which the runner has replaced no function, starts a program that tries the same.
    const done = new Int32Array(new SharedArrayBuffer(4));
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    new Worker(
      \`const { workerData } = require("node:worker_threads");
      const { status } = require("node:child_process").spawnSync("/bin/sh", ["-c", "cat ${source}/test/checks/01.check.ts || echo 1000 > ${results}"]);
      require("node:fs").writeFileSync("${evidence}/program", status === 0 ? "done" : "EACCES");
      Atomics.store(workerData, 0, 1); Atomics.notify(workerData, 0);\`,
      { eval: true, execArgv: [], env: {}, workerData: done },
    );
    Atomics.wait(done, 0, 0, 5000);
    attempt("program", () => { throw { code: fs.readFileSync("${evidence}/program", "utf8") }; });
    fs.writeFileSync("${evidence}/seen.json", JSON.stringify(seen));
  }
`;
  return solution.replace(/(function exactSumOfSquares\([^\n]*\n)/, `$1${code.replaceAll("$", "$$$$")}`);
}
