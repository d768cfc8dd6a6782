import { expect, onTestFinished, test } from "vitest";
import { type ModelError, type ModelOptions, openModel } from "../../../labs/model/index.ts";
import { type Behaviour, startModelServer } from "./support/model-server.ts";

const KEY = "sk-secret-123456";
const question = { messages: [{ role: "user", content: "?" }] } as const;

async function modelOn(behaviour: Behaviour, options: ModelOptions = {}, model: string | undefined = "m") {
  const server = await startModelServer(() => behaviour);
  const opened = await openModel(
    { url: server.url, key: KEY, ...(model !== "" && { model }) },
    { retryDelay: 0.01, retries: 0, ...options },
  );
  onTestFinished(async () => {
    await opened.close({ force: true });
    await server[Symbol.asyncDispose]();
  });
  return { model: opened, server };
}

const json = (body: unknown): Behaviour => ({
  kind: "raw",
  type: "application/json",
  body: JSON.stringify(body),
});
const events = (...events: unknown[]): Behaviour => ({
  kind: "raw",
  type: "text/event-stream",
  body: `: a comment\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(":\n\n")}`,
});
const delta = (delta: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const message = (message: object) => ({ choices: [{ index: 0, message, finish_reason: "stop" }] });
const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.unreachable("It was answered."),
    (error: ModelError) => error,
  );

const streamed = async (behaviour: Behaviour) => {
  const { model } = await modelOn(behaviour);
  const stream = model.stream(question);
  let text = "";
  for (;;) {
    const step = await stream.next();
    if (step.done) return { text, answer: step.value };
    text += step.value;
  }
};

const TOOL = {
  tool_calls: [{ index: 0, id: "1", type: "function", function: { name: "rm", arguments: "{}" } }],
};

test.each([
  ["a tool's call", json(message({ content: "", ...TOOL }))],
  ["an error with the status 200", json({ error: { message: "out of memory" } })],
  ["null", json(null)],
])("An answer without text is MODEL_BAD_ANSWER: %s.", async (_name, behaviour) => {
  const { model } = await modelOn(behaviour);
  const error = await failure(model.ask(question));
  expect(error.code).toBe("MODEL_BAD_ANSWER");
  expect(error.message).toMatch(/answered without any text(?:, but with an error: out of memory)?\.$/);
});

test.each([
  ["roles only", events(delta({ role: "assistant" }), delta({}, "stop"))],
  ["a tool's call", events(delta({ content: "" }), delta(TOOL), delta({}, "tool_calls"))],
])("A stream without text is MODEL_BAD_ANSWER: %s.", async (_name, behaviour) => {
  expect((await failure(streamed(behaviour))).code).toBe("MODEL_BAD_ANSWER");
});

test("Comments between the events, and a missing end mark, do no harm to a stream.", async () => {
  const { text } = await streamed(
    events(delta({ role: "assistant" }), delta({ content: "a" }), delta({ content: "b" }, "stop")),
  );
  expect(text).toBe("ab");
});

test("A key that the server repeats in its answer, in its stream or in its model's name is taken out.", async () => {
  const { model } = await modelOn(json({ model: `m ${KEY}`, ...message({ content: `It is ${KEY}.` }) }));
  expect(await model.ask(question)).toMatchObject({ text: "It is ….", model: "m …" });
  const { text, answer } = await streamed(
    events(delta({ content: `It is ${KEY.slice(0, 5)}` }), delta({ content: `${KEY.slice(5)}.` }, "stop")),
  );
  expect([text, answer.text]).toEqual(["It is ….", "It is …."]);
});

test("A redirect is not followed, and the error says so.", async () => {
  const { model } = await modelOn({
    kind: "status",
    status: 307,
    headers: { location: "http://127.0.0.2:9/" },
    body: "",
  });
  const error = await failure(model.ask(question));
  expect(error.code).toBe("MODEL_REFUSED");
  expect(error.message).toContain("redirect");
});

test("An answer that no check can look at fails its question, and the next one is answered.", async () => {
  const nested = "[".repeat(200_000) + "]".repeat(200_000);
  const { model } = await modelOn(json(message({ content: nested })));
  const schema = { type: "array", items: { $ref: "#" } };
  expect((await failure(model.ask({ ...question, schema }))).code).toBe("MODEL_BAD_ANSWER");
  expect((await model.ask(question)).text).toBe(nested);
});

test("A count of tokens that cannot be does not hold up the questions after it.", async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 9e15, total_tokens: 9e15 };
  const { model } = await modelOn(json({ ...message({ content: "yes" }), usage }), {
    tokensPerMinute: 100_000,
    timeout: 5,
  });
  await model.ask(question);
  expect((await model.ask(question)).text).toBe("yes");
});
