import { existsSync, globSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type ModelError, type ModelOptions, openModel } from "../../../labs/model/index.ts";
import { installFakeLlama } from "./support/fake-llama.ts";

const fake = installFakeLlama();
afterAll(() => fake[Symbol.dispose]());

const question = (content: string) => ({ messages: [{ role: "user", content }] as const });

const open = (options: ModelOptions = {}) =>
  openModel(
    { embedded: fake.weights, library: fake.library, contextTokens: 256 },
    { maxTokens: 50, ...options },
  );

const failureOf = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.unreachable("It was answered."),
    (error: ModelError) => error,
  );

test("An embedded model answers on a thread of its own, one question at a time, and says that nothing leaves the machine.", async () => {
  await using model = await open();
  expect(model.name).toBe("tiny-model (embedded)");
  expect(model.privacy).toContain("Nothing leaves the machine");
  const answers = await Promise.all(["a", "b", "c"].map((text) => model.ask(question(text))));
  expect(answers.map(({ text }) => text)).toEqual(["a", "b", "c"].map((text) => `${text} (most at once: 1)`));
  expect(answers[0]?.usage).toMatchObject({ promptTokens: 9, answerTokens: 5 });
});

test("An embedded model streams its words as they come.", async () => {
  await using model = await open();
  const pieces: string[] = [];
  for await (const piece of model.stream(question("one two"))) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join("")).toBe("one two (most at once: 1)");
});

test("A cancelled question ends in the thread, and the next one is answered.", async () => {
  await using model = await open({ maxTokens: 200 });
  const controller = new AbortController();
  const answer = failureOf(model.ask({ ...question("for ever"), signal: controller.signal }));
  setImmediate(() => controller.abort());
  expect((await answer).code).toBe("MODEL_CANCELLED");
  expect((await model.ask(question("next"))).text).toBe("next (most at once: 1)");
});

test("A question that does not fit is refused with its length, and the next one is answered.", async () => {
  await using model = await open();
  const error = await failureOf(model.ask(question("word ".repeat(300))));
  expect(error.code).toBe("MODEL_REFUSED");
  expect(error.message).toContain("do not fit into 256");
  expect((await model.ask(question("next"))).text).toContain("next");
});

test("A failure of llama.cpp fails its question only.", async () => {
  await using model = await open();
  expect(await failureOf(model.ask(question("throw")))).toMatchObject({ code: "MODEL_BAD_ANSWER" });
  expect((await model.ask(question("next"))).text).toContain("next");
});

test("A thread that is lost fails its question, and the next question starts another thread.", async () => {
  await using model = await open({ retries: 0 });
  const error = await failureOf(model.ask(question("exit")));
  expect(error.code).toBe("MODEL_UNREACHABLE");
  expect(error.message).toContain("exited with code 3");
  expect((await model.ask(question("next"))).text).toContain("next");
});

test("A schema becomes a grammar where llama.cpp can, and the answer is checked in any case.", async () => {
  await using model = await open();
  const answer = await model.ask({ ...question("?"), schema: { type: "object", required: ["most"] } });
  expect(answer.value).toEqual({ most: 1 });
  const error = await failureOf(
    model.ask({ ...question("no JSON"), schema: { type: "object", beyond: true } }),
  );
  expect(error.code).toBe("MODEL_BAD_ANSWER");
});

test("Weights that cannot be loaded, or are not there, are MODEL_CANNOT_START with the reason.", async () => {
  const { library } = fake;
  const broken = await failureOf(openModel({ embedded: fake.broken, library }));
  expect(broken).toMatchObject({
    code: "MODEL_CANNOT_START",
    message: expect.stringContaining("no weights"),
  });
  const missing = await failureOf(openModel({ embedded: join(library, "none.gguf"), library }));
  expect(missing).toMatchObject({
    code: "MODEL_CANNOT_START",
    message: expect.stringContaining("none.gguf"),
  });
});

test("Without node-llama-cpp one sentence says how to install it.", async () => {
  const elsewhere = join(tmpdir(), "nothing-is-installed-here");
  await expect(openModel({ embedded: fake.weights, library: elsewhere })).rejects.toMatchObject({
    code: "MISSING_PACKAGE",
    message: expect.stringContaining("npm run model -- --install"),
  });
});

test.for<[object, string]>([
  [{ embedded: "" }, "embedded"],
  [{ embedded: "x.gguf", contextTokens: 3 }, "contextTokens"],
])("The source %o is refused.", async ([source, name]) => {
  await expect(openModel(source as never)).rejects.toMatchObject({
    code: "MODEL_INVALID_ARGUMENT",
    message: expect.stringContaining(name),
  });
});

test("An embedded model takes one question at once, and says so when more are wanted.", async () => {
  await expect(open({ concurrency: 2 })).rejects.toMatchObject({
    message: expect.stringContaining("at most 1"),
  });
});

// The smallest model that `npm run model -- --install 0.5b` brings.
const installed = globSync(join(import.meta.dirname, "../../../.lab/models/*0.5b*.gguf"))[0];
const isInstalled = installed !== undefined && existsSync(join(installed, "../runtime"));
if (!isInstalled)
  console.info(
    'llama.cpp itself is not tested: there is no small model; "npm run model -- --install 0.5b" brings one.',
  );

test.runIf(isInstalled)(
  "llama.cpp answers in JSON that keeps to a schema.",
  { timeout: 300_000 },
  async () => {
    await using model = await openModel({ embedded: installed as string, contextTokens: 512 });
    const schema = {
      type: "object",
      properties: { capital: { type: "string" } },
      required: ["capital"],
      additionalProperties: false,
    };
    const answer = await model.ask({
      ...question("What is the capital of France? Answer in JSON."),
      schema,
      maxTokens: 30,
      temperature: 0,
    });
    expect(answer.value).toHaveProperty("capital");
    expect(answer.usage.answerTokens).toBeGreaterThan(2);
  },
);
