import { expect, test } from "vitest";
import {
  type ModelOptions,
  type ModelQuestion,
  type ModelSource,
  openModel,
} from "../../../labs/model/index.ts";

const refused = (what: string) => ({
  name: "ModelError",
  code: "MODEL_INVALID_ARGUMENT",
  message: expect.stringContaining(what),
});

test.for<[ModelOptions, string]>([
  [{ concurrency: 0 }, "concurrency"],
  [{ maxQueued: -1 }, "maxQueued"],
  [{ tokensAtOnce: 0 }, "tokensAtOnce"],
  [{ tokensPerMinute: 1.5 }, "tokensPerMinute"],
  [{ timeout: 0 }, "timeout"],
  [{ answerTimeout: Number.NaN }, "answerTimeout"],
  [{ retries: -1 }, "retries"],
  [{ breakerFailures: 0 }, "breakerFailures"],
])("The option %o is refused by its name.", async ([options, name]) => {
  await expect(openModel({ scripted: {} }, options)).rejects.toMatchObject(refused(name));
});

test.for<[unknown, string]>([
  [undefined, "openModel needs"],
  [{}, "openModel needs"],
  [{ url: "localhost:11434" }, "url must be"],
  [{ url: "ftp://files.example" }, "url must be"],
  [{ url: "http://user:secret@models.example" }, "no name or password"],
  [{ url: "http://localhost:1", maxBytes: 1 }, "maxBytes"],
])("The source %o is refused.", async ([source, what]) => {
  const answer = openModel(source as ModelSource);
  await expect(answer).rejects.toMatchObject(refused(what));
  await expect(answer).rejects.not.toMatchObject({ message: expect.stringContaining("secret") });
});

const messages = [{ role: "user", content: "?" }] as const;

test.for<[unknown, string]>([
  [undefined, "A question must be"],
  [{}, "messages must be"],
  [{ messages: [] }, "messages must be"],
  [{ messages: [{ role: "tool", content: "" }] }, "the role of messages[0]"],
  [{ messages: [{ role: "user" }] }, "the content of messages[0]"],
  [{ messages, maxTokens: 0 }, "maxTokens"],
  [{ messages, timeout: -1 }, "timeout"],
  [{ messages, priority: "high" }, "priority"],
  [{ messages, temperature: 3 }, "temperature"],
  [{ messages, signal: {} }, "signal"],
  [{ messages, schema: { type: "nothing" } }, "schema must be a JSON schema"],
])("The question %o is refused, and the model goes on.", async ([question, what]) => {
  await using model = await openModel({ scripted: {} });
  await expect(model.ask(question as ModelQuestion)).rejects.toMatchObject(refused(what));
  expect((await model.ask({ messages })).text).toContain("scripted");
});

test("A question that could never be let through is refused at once.", async () => {
  await using model = await openModel({ scripted: {} }, { tokensAtOnce: 100 });
  await expect(model.ask({ messages, maxTokens: 200 })).rejects.toMatchObject(refused("lets through 100"));
});
