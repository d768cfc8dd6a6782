/**
 * Measures what a sandbox costs: the time until an answer's process replies, a call, and whole answers per second, for each kind that works
 * here, as ratios to no sandbox in the same run. The kinds take turns, so that other load on the machine slows all of them.
 *
 * node test/bench/sandbox-start.ts [rounds]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import {
  AnswerProcess,
  findSandbox,
  isSandbox,
  loadAnswer,
  type Sandbox,
  sandboxLauncher,
} from "../../kit/sandbox/index.ts";

const root = join(import.meta.dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "swarmlab-bench-"));
const rounds = Number(process.argv[2] ?? 10);
const calls = 200;
const code = "exports.add = (a, b) => a + b;";

interface Measured {
  readonly sandbox: Sandbox;
  readonly ready: number[];
  readonly call: number[];
  readonly seconds: number[];
}

/** One answer from its start to its end, in milliseconds. */
async function one({ sandbox, ready, call }: Measured): Promise<void> {
  const start = performance.now();
  const answer = new AnswerProcess({
    root,
    directory,
    preload: false,
    launcher: sandboxLauncher(sandbox.config, root),
  });
  await answer.ask({ op: "ping" });
  ready.push(performance.now() - start);
  const submission = await loadAnswer(answer, { code, file: "/answer.js" });
  await submission.call("add", 1, 1);
  const begun = performance.now();
  for (let n = 0; n < calls; n += 1) await submission.call("add", n, 1);
  call.push((performance.now() - begun) / calls);
  await answer.end();
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const ways: Measured[] = [];
for (const prefer of ["none", "bwrap", "unshare", "docker"] as const) {
  const found = await findSandbox({ root, prefer });
  if (isSandbox(found)) ways.push({ sandbox: found, ready: [], call: [], seconds: [] });
  else console.log(`${prefer}: left out. ${found.sentence}`);
}
for (let round = 0; round < rounds; round += 1) {
  for (const way of ways) {
    const start = performance.now();
    await Promise.all(Array.from({ length: availableParallelism() }, () => one(way)));
    way.seconds.push((performance.now() - start) / 1000 / availableParallelism());
  }
}
const base = ways[0] as Measured;
for (const { sandbox, ready, call, seconds } of ways) {
  const times = (values: readonly number[], of: readonly number[]) =>
    `${(median(values) / median(of)).toFixed(2)} × without`;
  console.log(
    `${sandbox.kind.padEnd(8)} ready ${median(ready).toFixed(0)} ms (${times(ready, base.ready)}), ` +
      `a call ${median(call).toFixed(3)} ms (${times(call, base.call)}), ` +
      `${(1 / median(seconds)).toFixed(1)} answers/s with ${availableParallelism()} at once`,
  );
}
await Promise.all(ways.map(({ sandbox }) => sandbox.close()));
rmSync(directory, { recursive: true, force: true });
