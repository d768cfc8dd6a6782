import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  AnswerProcess,
  loadAnswer,
  type Sandbox,
  type SandboxKind,
  sandboxLauncher,
} from "../../../../kit/sandbox/index.ts";
import { repository, sandboxHere } from "./sandbox-here.ts";

const directory = mkdtempSync(join(tmpdir(), "swarmlab-covers-test-"));
const kinds = ["bwrap", "unshare"] as const satisfies SandboxKind[];
const sandboxes = new Map<SandboxKind, Sandbox | undefined>();
for (const kind of kinds) sandboxes.set(kind, await sandboxHere(kind));
afterAll(async () => {
  await Promise.all([...sandboxes.values()].map((sandbox) => sandbox?.close()));
  rmSync(directory, { recursive: true, force: true });
});

/** Ways to what an exercise forbids that the module loader alone does not shut. Each gives what it got, or the sentence. */
const code = `
const fs = require("fs");
const { Worker } = require("worker_threads");
const tried = (attempt) => { try { return String(attempt()); } catch (error) { return error.message; } };
const lab = "/lab/node_modules/@swarmlab/labs/dist/";
exports.byPrototype = () => tried(() => { const Base = Object.getPrototypeOf(require("@swarmlab/labs/agents").ModelTrainer); class Own extends Base { think() { return 1; } } return new Own(1).think(); });
exports.byRevive = () => tried(() => require("@swarmlab/labs/sharing").revive({ kind: "swarmlab.mutex", buffer: new SharedArrayBuffer(256), offset: 0 }).lock());
exports.byText = () => tried(() => new Function(fs.readFileSync(lab + "bench/scale/amdahl.js", "utf8").replace(/export /g, "") + "; return amdahlSpeedup(2, 0.5);")());
exports.byLockWord = () => tried(() => Object.keys(process.getBuiltinModule("module").createRequire("/lab/x.js")(lab + "sharing/mutex/lock-word.js")));
exports.byThread = () => new Promise((resolve) => {
  fs.writeFileSync("/tmp/before.cjs", 'try { globalThis.got = require("' + lab + 'index.js").amdahlSpeedup(2, 0.5); } catch (error) { globalThis.got = error.message; }');
  const worker = new Worker('require("worker_threads").parentPort.postMessage(globalThis.got)', { eval: true, execArgv: ["--require", "/tmp/before.cjs"] });
  worker.once("message", resolve).once("error", (error) => resolve(error.message));
});
exports.writes = () => tried(() => fs.writeFileSync(lab + "bench/scale/amdahl.js", ""));
exports.gate = () => { const { StartGate, share, revive } = require("@swarmlab/labs/sharing"); const gate = new StartGate(1); gate.wait(); return revive(share(gate)).parties; };
exports.swarm = async () => {
  const labs = require("@swarmlab/labs");
  const run = await labs.runMultiAgentSystem({ agents: [labs.agent((n) => n * n, 1, 3)], executor: "worker-threads", announce: () => {} });
  return run.results.map(({ result }) => result);
};
exports.pid = () => process.pid;
`;
const compiled = { code, file: join(repository, "exercise-08.4.js") };
const forbidden = { exercise: "08.4", names: ["AIAgent", "Mutex", "amdahlSpeedup"] };

describe.each(kinds)("in %s, what an exercise forbids", (kind) => {
  const sandbox = sandboxes.get(kind) as Sandbox;

  test.skipIf(sandbox === undefined)(
    "is on no way, and the rest of the lab works",
    { timeout: 900_000 },
    async () => {
      const launcher = sandboxLauncher(sandbox.config, repository);
      const open = new AnswerProcess({ root: repository, directory, launcher });
      const closed = new AnswerProcess({ root: repository, directory, launcher, forbidden });
      try {
        const free = await loadAnswer(open, compiled);
        // The ways are ways: without a forbidden name they lead there.
        expect(await free.call("byPrototype")).toBe("1");
        expect(await free.call("byText")).toBe("1.3333333333333333");
        expect(await free.call("byLockWord")).toContain("LockWord");

        const answer = await loadAnswer(closed, { ...compiled, forbidden });
        expect(await answer.call("byPrototype")).toMatch(/asks you to build AIAgent yourself/);
        expect(await answer.call("byRevive")).toMatch(/asks you to build Mutex yourself/);
        expect(await answer.call("byText")).toMatch(/asks you to build amdahlSpeedup yourself/);
        expect(await answer.call("byThread")).toMatch(/asks you to build amdahlSpeedup yourself/);
        expect(await answer.call("byLockWord")).toBe("");
        expect(await answer.call("writes")).toMatch(/EROFS|EACCES|EPERM/);
        expect(await answer.call("gate")).toBe(1);
        expect(await answer.call("swarm")).toEqual([9]);
      } finally {
        await Promise.all([open.end(), closed.end()]);
      }
    },
  );
});
