import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { isAlive, processTree } from "../../../../kit/common/process-tree.ts";
import {
  AnswerProcess,
  findSandbox,
  loadAnswer,
  type Sandbox,
  type SandboxConfig,
  type SandboxKind,
  sandboxLauncher,
} from "../../../../kit/sandbox/index.ts";
import { expectNoProcessNaming } from "../process/processes.ts";
import { repository, sandboxHere } from "./sandbox-here.ts";

const directory = mkdtempSync(join(tmpdir(), "swarmlab-sandbox-test-"));
const kinds: SandboxKind[] = ["bwrap", "unshare", "docker"];
const sandboxes = new Map<SandboxKind, Sandbox | undefined>();
for (const kind of kinds) sandboxes.set(kind, await sandboxHere(kind));
afterAll(async () => {
  await Promise.all([...sandboxes.values()].map((sandbox) => sandbox?.close()));
  rmSync(directory, { recursive: true, force: true });
});

const here = sandboxes.get("bwrap") ?? sandboxes.get("unshare");

const code = `
const labs_1 = require("@swarmlab/labs");
class Squarer extends labs_1.AIAgent { think(n) { return n * n; } }
exports.Squarer = Squarer;
exports.swarm = async (executor) => {
  const run = await labs_1.runMultiAgentSystem({ agents: [1, 2, 3].map((id) => labs_1.agent(Squarer, id, id + 10)), executor, announce: () => {} });
  return run.results.map((result) => result.result);
};
exports.twice = (x) => x * 2;
exports.open = () => require("fs").readdirSync("/proc/self/fd").map((fd) => { try { return fd + " " + require("fs").readlinkSync("/proc/self/fd/" + fd); } catch { return ""; } });
exports.files = (most) => { const fs = require("fs"); let made = 0; try { for (; made < most; made++) fs.closeSync(fs.openSync("/tmp/" + made, "w")); } catch (error) { return error.code; } return made; };
exports.spin = () => { for (;;); };
exports.root = () => require("fs").readdirSync("/").sort();
exports.lab = () => require("fs").readdirSync("/lab", { recursive: true });
exports.program = () => {
  const { Module, createRequire } = require("module");
  const known = Object.keys(createRequire("/lab/answer.js").cache).filter((file) => file.includes("/kit/"));
  return [typeof process.mainModule, typeof require.main, typeof Module._cache["/lab/kit/sandbox/process/runner.cjs"], known.length];
};
exports.where = () => [__filename, __dirname, process.cwd(), new Error("x").stack].join("\\n");
`;

async function withAnswer(
  sandbox: Sandbox,
  use: (submission: Awaited<ReturnType<typeof loadAnswer>>, answer: AnswerProcess) => Promise<void>,
  processes = false,
): Promise<void> {
  const launcher = sandboxLauncher(sandbox.config, repository);
  const answer = new AnswerProcess({ root: repository, directory, launcher, processes });
  try {
    await use(await loadAnswer(answer, { code, file: join(repository, "exercise-01.2.js") }), answer);
  } finally {
    await answer.end();
  }
}

describe.each(kinds)("answers in %s", (kind) => {
  const sandbox = sandboxes.get(kind) as Sandbox;
  const sandboxed = test.skipIf(sandbox === undefined);

  sandboxed("an answer finds no module of the program that runs it", async () => {
    await withAnswer(sandbox, async (submission) => {
      expect(await submission.call("program")).toEqual(["undefined", "undefined", "undefined", 0]);
    });
  });

  sandboxed("the sandbox holds in every probe", async () => {
    const result = await sandbox.selfTest();
    expect(result.probes.filter((probe) => !probe.held)).toEqual([]);
    expect(result.held).toBe(true);
    expect(result.probes.length).toBeGreaterThan(10);
  });

  sandboxed("cannot fill the kernel's memory with empty files", async () => {
    const small = (await sandboxHere(kind, { memoryBytes: 400 * 1024 * 1024 })) as Sandbox;
    try {
      await withAnswer(small, async (submission) => {
        const outcome = await submission.call("files", 1_000_000).catch((error: Error) => error.message);
        expect(outcome).toMatch(/ENOSPC|memory/);
      });
    } finally {
      await small.close();
    }
  });

  sandboxed("are called, import the lab, and run swarms on threads", async () => {
    await withAnswer(sandbox, async (submission) => {
      expect(await submission.call("twice", 21)).toBe(42);
      expect(await submission.call("swarm", "worker-threads")).toEqual([121, 144, 169]);
    });
  });

  sandboxed(
    "start processes where a check allows it, and are refused with a sentence where none does",
    async () => {
      await withAnswer(
        sandbox,
        async (submission) =>
          expect(await submission.call("swarm", "child-processes")).toEqual([121, 144, 169]),
        true,
      );
      await withAnswer(sandbox, async (submission) => {
        await expect(submission.call("swarm", "child-processes")).rejects.toThrow(/without child processes/);
      });
    },
  );

  sandboxed("see the lab and nothing of this machine: no check, no solution, no path", async () => {
    await withAnswer(sandbox, async (submission) => {
      const root: string[] = await submission.call("root");
      expect(
        root
          .filter(
            (name) =>
              !["bin", "dev", "etc", "lab", "lib", "lib64", "proc", "sys", "tmp", "usr"].includes(name),
          )
          .filter((name) => name !== ".dockerenv"),
      ).toEqual([]);
      const lab: string[] = await submission.call("lab");
      expect(
        lab.filter(
          (path) =>
            /\.check\.|solutions|notebooks|\bwork\//.test(path) && !path.startsWith("node_modules/vega"),
        ),
      ).toEqual([]);
      expect(await submission.call("where")).not.toContain(repository);
    });
  });

  sandboxed("an answer that spins ends at once with its process", async () => {
    await withAnswer(sandbox, async (submission, answer) => {
      const call = submission.call("spin").catch((error: Error) => error);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const tree = processTree(answer.pid as number);
      await answer.end();
      expect(await call).toMatchObject({ code: "CLOSED" });
      await vi.waitFor(() => expect(tree.filter(isAlive)).toEqual([]), 60_000);
    });
  });
});

describe.each(["bwrap", "unshare"] as const)("with %s", (kind) => {
  const sandbox = sandboxes.get(kind);
  test.skipIf(sandbox === undefined)(
    "nothing is left when the grader is killed while an answer spins",
    async () => {
      const grader = spawn(...graderOf("spin", sandbox?.config), { stdio: ["ignore", "pipe", "inherit"] });
      const pid = Number(await new Promise<Buffer>((resolve) => grader.stdout?.once("data", resolve)));
      const tree = processTree(pid);
      expect(tree.length).toBeGreaterThan(1);
      grader.kill("SIGKILL");
      await vi.waitFor(() => expect(tree.filter(isAlive)).toEqual([]), 60_000);
    },
  );
});

/** The command line of a grader in a process of its own. */
const graderOf = (call: string, config = here?.config): [string, string[]] => [
  process.execPath,
  [
    join(import.meta.dirname, "grader-process.ts"),
    JSON.stringify({ config, root: repository, directory, code, call }),
  ],
];

test.skipIf(here === undefined)("files that the grader inherited do not reach an answer", () => {
  const [node, args] = graderOf("open");
  // The grader inherits descriptor 9, which does not close by itself.
  const shell = 'exec 9< /etc/hostname; exec "$@"';
  const text = execFileSync("/bin/sh", ["-c", shell, "sh", node, ...args], { encoding: "utf8" });
  const open = JSON.parse(text) as string[];
  expect(open.length).toBeGreaterThan(3);
  expect(open.filter((file) => file.includes("hostname"))).toEqual([]);
});

test.skipIf(here === undefined)(
  "a process that is ended while it starts leaves no other process",
  async () => {
    const launcher = sandboxLauncher(here?.config as SandboxConfig, repository);
    for (const milliseconds of [0, 1, 2, 4, 8, 16, 32]) {
      const answer = new AnswerProcess({ root: repository, directory, launcher });
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await answer.end();
    }
    const folder = here && "image" in here.config ? here.config.image.folder : directory;
    await expectNoProcessNaming(folder);
  },
);

describe("finding a sandbox", () => {
  test("the kind none is taken only when it is named, and its self-test holds nothing", async () => {
    const found = await findSandbox({ root: repository, prefer: "none" });
    expect(found).toMatchObject({ kind: "none", description: expect.stringContaining("no sandbox") });
    expect(await (found as Sandbox).selfTest()).toMatchObject({ held: false });
  });

  test("one sentence says what is missing", async () => {
    vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock");
    const found = await findSandbox({ root: repository, prefer: "docker" });
    vi.unstubAllEnvs();
    expect(found).toMatchObject({
      kind: "missing",
      sentence: expect.stringMatching(/^docker .+--sandbox docker out\.$/),
    });
  });

  test("another system than Linux is refused, with what to do", async () => {
    const platform = Object.getOwnPropertyDescriptor(process, "platform") as PropertyDescriptor;
    Object.defineProperty(process, "platform", { ...platform, value: "darwin" });
    try {
      expect(await findSandbox({ root: repository })).toMatchObject({
        kind: "missing",
        sentence: expect.stringMatching(/^A sandbox needs Linux, and this is darwin: .+--sandbox none\.$/),
      });
    } finally {
      Object.defineProperty(process, "platform", platform);
    }
  });

  test.skipIf(here === undefined)("a config is plain data", () => {
    expect(JSON.parse(JSON.stringify(here?.config))).toEqual(here?.config);
  });

  test.skipIf(here === undefined)(
    "an image whose grader was killed is removed by the next grader",
    async () => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      const left = mkdtempSync(join(tmpdir(), `swarmlab-sandbox-${pid}-`));
      await (await sandboxHere())?.close();
      expect(existsSync(left)).toBe(false);
    },
  );

  test.skipIf(here === undefined)("the image is removed when the sandbox is closed", async () => {
    const sandbox = (await sandboxHere()) as Sandbox;
    const folder = "image" in sandbox.config ? sandbox.config.image.folder : "";
    expect(readdirSync(folder)).toContain("image");
    await sandbox.close();
    expect(existsSync(folder)).toBe(false);
  });
});
