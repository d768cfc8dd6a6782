import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { releaseCommand } from "../../../kit/cli/release.ts";
import { gitignoreForGithub, WORKFLOW } from "../../../kit/release/github-files.ts";
import { releasedFiles } from "../../../kit/release/project-files.ts";
import { runCommand } from "../cli/support/run-command.ts";

const root = join(import.meta.dirname, "../../..");

/** The part of GitHub's workflow syntax that is used here. An unknown field is an error, as it is there. */
const step = z.union([
  z.strictObject({
    uses: z.string().regex(/^[\w-]+\/[\w-]+@v\d+$/),
    with: z.record(z.string(), z.any()).optional(),
  }),
  z.strictObject({
    name: z.string().optional(),
    env: z.record(z.string(), z.string()).optional(),
    run: z.string().min(1),
  }),
]);
const workflowShape = z.strictObject({
  name: z.string(),
  on: z.strictObject({ push: z.null(), workflow_dispatch: z.null() }),
  permissions: z.strictObject({ contents: z.enum(["read", "write", "none"]) }),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }),
  jobs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({
      "runs-on": z.string(),
      "timeout-minutes": z.int().positive(),
      steps: z.array(step).min(1),
    }),
  ),
});

/** The part of the development container's format that is used here. */
const devcontainerShape = z.strictObject({
  name: z.string(),
  build: z.strictObject({ dockerfile: z.string(), context: z.string(), target: z.string() }),
  remoteUser: z.string(),
  hostRequirements: z.strictObject({ cpus: z.int().positive(), memory: z.string().regex(/^\d+[tgmk]b$/) }),
  postCreateCommand: z.string(),
  postAttachCommand: z.string(),
  forwardPorts: z.array(z.int()),
  portsAttributes: z.record(
    z.string(),
    z.strictObject({
      label: z.string(),
      onAutoForward: z.enum(["notify", "openBrowser", "openPreview", "silent", "ignore"]),
    }),
  ),
});

test("the workflow has the shape that GitHub documents", () => {
  expect(workflowShape.safeParse(parse(WORKFLOW)).error).toBeUndefined();
});

test("the devcontainer has the shape that its specification documents, and the files that it names are released", () => {
  const text = readFileSync(join(root, ".devcontainer/devcontainer.json"), "utf8");
  const parsed = devcontainerShape.safeParse(JSON.parse(text));
  expect(parsed.error).toBeUndefined();
  expect(releasedFiles(root)).toEqual(
    expect.arrayContaining([".devcontainer/devcontainer.json", "deploy/Dockerfile"]),
  );
});

test("its commands are ones that the learners' copy has, and learners commit their notebooks", () => {
  const steps = parse(WORKFLOW).jobs.check.steps as { run?: string }[];
  const named = steps.flatMap(({ run = "" }) =>
    [...run.matchAll(/npm run (?:--silent )?(\w+)/g)].map(([, name]) => name),
  );
  expect(named).toEqual(["lab", "check"]);
  expect(gitignoreForGithub("node_modules/\nwork/\n.lab/\n")).toBe("node_modules/\n.lab/\n");
});

test("it checks the notebooks that a push has changed, all of them at the first push, and ends red where one does", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  mkdirSync(join(folder, "bin"));
  // A stand-in for npm: it names the notebook, and the second lesson does not pass.
  writeFileSync(join(folder, "bin/npm"), '#!/bin/bash\necho "$5"\n[[ "$5" != *02-* ]]\n', { mode: 0o755 });
  mkdirSync(join(folder, "work"));
  git("init", "-q");
  for (const name of ["01-one.ipynb", "02-two.ipynb"]) writeFileSync(join(folder, "work", name), "{}");
  git("add", "work");
  git("commit", "-qm", "first");
  const first = git("rev-parse", "HEAD");
  writeFileSync(join(folder, "work/01-one.ipynb"), "{ }");
  git("commit", "-qam", "second");
  const script = (parse(WORKFLOW).jobs.check.steps as { run?: string }[]).at(-1)?.run as string;
  const checked = (before: string) => {
    try {
      const out = execFileSync("bash", ["-e", "-c", script], {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, BEFORE: before },
      });
      return { code: 0, out };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, out: stdout };
    }
  };
  expect(checked(first)).toEqual({ code: 0, out: "work/01-one.ipynb\n" });
  expect(checked("0".repeat(40))).toEqual({ code: 1, out: "work/01-one.ipynb\nwork/02-two.ipynb\n" });
});

test("another platform is refused in one sentence", async () => {
  expect(await runCommand(releaseCommand, "out", "--for", "gitlab")).toEqual({
    code: 2,
    out: "",
    err: '--for knows github, and not "gitlab".\n',
  });
});
