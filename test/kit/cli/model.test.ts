import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { modelCommand } from "../../../kit/cli/model.ts";
import { runCommand } from "./support/run-command.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "model-course-"));
  vi.stubEnv("SWARMLAB_MODEL_URL", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const model = (...argv: string[]) => runCommand(modelCommand, "--root", root, ...argv);

/** Weights, and what stands for the package that runs them. */
function install({ runtime = true } = {}) {
  const models = join(root, ".lab/models");
  const library = join(models, "runtime/node_modules/node-llama-cpp");
  mkdirSync(runtime ? library : models, { recursive: true });
  if (runtime) writeFileSync(join(library, "package.json"), "{}");
  writeFileSync(join(models, "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"), "x".repeat(2_000_000));
}

test("Where nothing is configured or installed, it says so and what could be installed, with sizes and licences.", async () => {
  const { code, out } = await model();
  expect(code).toBe(0);
  expect(out).toContain("No model answers");
  expect(out).toContain("1.5b  Qwen2.5-Coder-1.5B-Instruct (Q4_K_M), 1,117 MB, Apache-2.0");
});

test("An installed model is named with its size, and what runs it is missed.", async () => {
  install({ runtime: false });
  const { out } = await model();
  expect(out).toContain("qwen2.5-coder-0.5b-instruct-q4_k_m.gguf, 2 MB");
  expect(out).toContain("missing     node-llama-cpp");
});

test("A configured server is named with where it is, and without a key.", async () => {
  vi.stubEnv("SWARMLAB_MODEL_URL", "https://models.example/v1");
  vi.stubEnv("SWARMLAB_MODEL_KEY", "sk-very-secret");
  const { out } = await model("--json");
  expect(JSON.parse(out)).toMatchObject({ kind: "endpoint", weights: [], hasRuntime: false });
  expect(out).toContain("models.example, on another machine: questions leave this one");
  expect(out).not.toContain("secret");
});

test("Without a terminal, an installation needs --yes, after sizes and licences were shown.", async () => {
  const { code, out, err } = await model("--install", "0.5b");
  expect(code).toBe(2);
  expect(out).toContain("491 MB, Apache-2.0");
  expect(out).toContain("node-llama-cpp 3.21.1");
  expect(err).toContain("--yes");
  expect(readdirSync(root)).toEqual([]);
});

test("--remove deletes what was installed, and says when there is nothing.", async () => {
  install();
  expect((await model("--remove")).out).toContain("were deleted");
  expect(readdirSync(join(root, ".lab"))).toEqual([]);
  expect((await model("--remove")).out).toContain("No model is installed");
});

test.for<[string[], RegExp]>([
  [["--install", "7b"], /--install takes 1\.5b or 0\.5b, and got 7b/],
  [["--install", "--remove"], /ask for one of them/],
  [["0.5b"], /npm run model -- --install 0\.5b/],
])("%j is answered with one sentence.", async ([argv, sentence]) => {
  const { code, out, err } = await model(...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(sentence);
});
