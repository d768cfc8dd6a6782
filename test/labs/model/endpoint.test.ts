import { expect, onTestFinished, test } from "vitest";
import { type ModelError, type ModelOptions, openModel } from "../../../labs/model/index.ts";
import { type Asked, type Behaviour, type ModelServer, startModelServer } from "./support/model-server.ts";

async function modelOn(
  behave?: (asked: Asked) => Behaviour,
  options: ModelOptions = {},
  source: { model?: string; key?: string; maxBytes?: number } = {},
) {
  const server = await startModelServer(behave);
  const model = await openModel({ url: server.url, ...source }, { retryDelay: 0.01, ...options });
  onTestFinished(async () => {
    await model.close({ force: true });
    await server[Symbol.asyncDispose]();
  });
  return { server, model };
}

const question = (content: string) => ({ messages: [{ role: "user", content }] as const });

const failureOf = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.unreachable("It was answered."),
    (error: ModelError) => error,
  );

const misbehaving = async (behaviour: Behaviour, options?: ModelOptions, source?: { maxBytes?: number }) => {
  const { model, server } = await modelOn(() => behaviour, options, source);
  return { error: await failureOf(model.ask(question("?"))), server, model };
};

test("A question is answered with its text, its model and its tokens as the server counts them.", async () => {
  const { model, server } = await modelOn();
  const {
    text,
    model: name,
    usage,
  } = await model.ask({ ...question("hello"), temperature: 0, maxTokens: 9 });
  expect({ text, name }).toEqual({ text: "echo: hello", name: "first-model" });
  expect(usage).toMatchObject({ promptTokens: 7, answerTokens: 5 });
  expect(usage.modelSeconds).toBeGreaterThan(0);
  expect(server.asked[0]?.body).toMatchObject({ model: "first-model", temperature: 0, max_tokens: 9 });
  expect(model.name).toBe("first-model");
});

test("Questions that come together ask once which models the server has, and take the first.", async () => {
  const { model, server } = await modelOn();
  await Promise.all(["a", "b", "c"].map((text) => model.ask(question(text))));
  expect(server.listings).toBe(1);
  expect(server.asked.map(({ body }) => body.model)).toEqual(Array(3).fill("first-model"));
});

test("A stream yields the answer's text in pieces and returns the whole answer.", async () => {
  const { model } = await modelOn(() => ({ kind: "answer", text: "one two three", pieceDelay: 300 }));
  const stream = model.stream(question("count"));
  const pieces: string[] = [];
  let step = await stream.next();
  for (; !step.done; step = await stream.next()) pieces.push(step.value);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join("")).toBe("one two three");
  expect(step.value).toMatchObject({ text: "one two three", usage: { promptTokens: 7, answerTokens: 5 } });
});

test("Leaving a stream early closes its connection to the server.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "hang", piecesFirst: 2 }));
  for await (const text of model.stream(question("long"))) {
    expect(text).toContain("piece0");
    break;
  }
  await server.closedByClient(1);
  expect(model.usage()).toMatchObject({ underWay: 0, failed: { MODEL_CANCELLED: 1 } });
});

test("A signal that aborts cancels its question and closes the connection to the server.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "hang" }));
  const controller = new AbortController();
  const answer = failureOf(model.ask({ ...question("?"), signal: controller.signal }));
  await server.arrived(1);
  controller.abort();
  expect((await answer).code).toBe("MODEL_CANCELLED");
  await server.closedByClient(1);
});

test("A question that waits is cancelled without reaching the server.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "hang" }), { concurrency: 1 });
  const first = failureOf(model.ask(question("first")));
  const controller = new AbortController();
  const second = failureOf(model.ask({ ...question("second"), signal: controller.signal }));
  controller.abort();
  expect((await second).code).toBe("MODEL_CANCELLED");
  await server.arrived(1);
  await model.close({ force: true });
  expect((await first).code).toBe("MODEL_CLOSED");
  expect(server.asked.map(({ text }) => text)).toEqual(["first"]);
});

test("A hanging server fails the question at its timeout, and closes the connection.", async () => {
  const { model, server } = await modelOn(({ text }) => ({ kind: text === "?" ? "hang" : "answer" }));
  // The first question loads what all others use, so the second one reaches the server long before its timeout.
  await model.ask(question("first"));
  const error = await failureOf(model.ask({ ...question("?"), timeout: 2 }));
  expect(error).toMatchObject({ name: "ModelError", code: "MODEL_TIMEOUT" });
  expect(error.message).toContain("2 s");
  await server.closedByClient(1);
});

test("A server that drips its answer too slowly fails at the answer timeout.", async () => {
  const { model } = await modelOn(
    () => ({ kind: "answer", text: "a b c d e f g h".repeat(50), pieceDelay: 20 }),
    { answerTimeout: 0.2 },
  );
  const read = async () => {
    for await (const _ of model.stream(question("?")));
  };
  const error = await failureOf(read());
  expect(error.code).toBe("MODEL_TIMEOUT");
  expect(error.message).toContain("answerTimeout of 0.2 s");
});

test("No server at all is MODEL_UNREACHABLE, after all retries, with the address.", async () => {
  const { model, server } = await modelOn();
  await server[Symbol.asyncDispose]();
  const error = await failureOf(model.ask(question("?")));
  expect(error.code).toBe("MODEL_UNREACHABLE");
  expect(error.message).toMatch(/ECONNREFUSED.*after 3 attempts/);
});

test("A connection that the server closes is tried again.", async () => {
  const { model, server } = await modelOn(({ count }) =>
    count < 2 ? { kind: "close" } : { kind: "answer", text: "at last" },
  );
  expect((await model.ask(question("?"))).text).toBe("at last");
  expect(server.asked).toHaveLength(3);
  expect(model.usage().retried).toBe(2);
});

test("An answer of 500 is tried again, and is MODEL_UNREACHABLE after all retries.", async () => {
  const { error, server } = await misbehaving({ kind: "status", status: 500 }, { retries: 1 });
  expect(error.code).toBe("MODEL_UNREACHABLE");
  expect(error.message).toContain("500");
  expect(server.asked).toHaveLength(2);
});

test("After 429 a question is asked again when the server's Retry-After is over, and others wait as well.", async () => {
  const times: number[] = [];
  const { model } = await modelOn(
    ({ text, count }) => {
      times.push(performance.now());
      return text === "limited" && count === 0
        ? { kind: "status", status: 429, headers: { "retry-after": "1" } }
        : { kind: "answer" };
    },
    { concurrency: 1 },
  );
  await Promise.all([model.ask(question("limited")), model.ask(question("other"))]);
  expect(times).toHaveLength(3);
  // The timer may fire a little early on the server's own clock.
  expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(950);
});

test("A Retry-After beyond the question's timeout fails at once, with what the server said.", async () => {
  const { error, server } = await misbehaving(
    {
      kind: "status",
      status: 429,
      headers: { "retry-after": "1000" },
      body: '{"error":{"message":"slow down"}}',
    },
    { timeout: 5 },
  );
  expect(error.code).toBe("MODEL_REFUSED");
  expect(error.message).toContain("slow down");
  expect(server.asked).toHaveLength(1);
});

test("A refusal such as 401 is not tried again.", async () => {
  const { error, server } = await misbehaving({ kind: "status", status: 401 });
  expect(error.code).toBe("MODEL_REFUSED");
  expect(server.asked).toHaveLength(1);
});

test("A server that wants the newer name of the longest answer is given it from then on.", async () => {
  const { model, server } = await modelOn(({ body }) =>
    "max_tokens" in body
      ? {
          kind: "status",
          status: 400,
          body: '{"error":{"message":"Use \'max_completion_tokens\' instead."}}',
        }
      : { kind: "answer", text: "fine" },
  );
  expect((await model.ask({ ...question("?"), maxTokens: 9 })).text).toBe("fine");
  expect((await model.ask(question("again"))).text).toBe("fine");
  expect(server.asked.map(({ body }) => body.max_completion_tokens)).toEqual([undefined, 9, 1024]);
});

test("The key reaches its server and no message, even when the server repeats it.", async () => {
  const { model, server } = await modelOn(
    () => ({ kind: "status", status: 401, body: '{"error":{"message":"wrong key sk-very-secret given"}}' }),
    {},
    { key: "sk-very-secret" },
  );
  const error = await failureOf(model.ask(question("?")));
  expect(server.asked[0]?.headers.authorization).toBe("Bearer sk-very-secret");
  expect(error.message).toContain("wrong key … given");
  expect(JSON.stringify([error, error.stack, model.privacy, model.name])).not.toContain("very-secret");
});

test("A server is sent nothing about the machine.", async () => {
  const { model, server } = await modelOn();
  await model.ask(question("?"));
  const names = Object.keys(server.asked[0]?.headers ?? {});
  expect(names.filter((name) => name.includes("stainless") || name.startsWith("openai"))).toEqual([]);
});

test.for<[string, Behaviour]>([
  ["a page instead of JSON", { kind: "raw", type: "text/html", body: "<h1>Welcome</h1>" }],
  ["broken JSON", { kind: "raw", type: "application/json", body: '{"choices": [' }],
  ["JSON of another shape", { kind: "raw", type: "application/json", body: '{"hello": [1]}' }],
  ["null", { kind: "raw", type: "application/json", body: "null" }],
  ["nothing", { kind: "raw", type: "application/json", body: "" }],
])("The answer %s is MODEL_BAD_ANSWER, and is not asked for again.", async ([, behaviour]) => {
  const { error, server } = await misbehaving(behaviour);
  expect(error.code).toBe("MODEL_BAD_ANSWER");
  expect(server.asked).toHaveLength(1);
});

test("A huge answer is cut off and is MODEL_BAD_ANSWER.", async () => {
  const { error, server } = await misbehaving({ kind: "huge", bytes: 50_000_000 }, {}, { maxBytes: 200_000 });
  expect(error.code).toBe("MODEL_BAD_ANSWER");
  expect(error.message).toContain("200000 bytes");
  await server.closedByClient(1);
});

const readAll = async (stream: AsyncGenerator<string, unknown, void>) => {
  let text = "";
  for await (const piece of stream) text += piece;
  return text;
};

test("A stream that ends before it is finished is MODEL_BAD_ANSWER.", async () => {
  const { model } = await modelOn(() => ({ kind: "half" }));
  expect((await failureOf(readAll(model.stream(question("?"))))).code).toBe("MODEL_BAD_ANSWER");
});

test("A stream whose connection breaks in the middle fails, and is not begun again.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "close", piecesFirst: 2 }));
  expect((await failureOf(readAll(model.stream(question("?"))))).code).toBe("MODEL_UNREACHABLE");
  expect(server.asked).toHaveLength(1);
});

test("A stream of garbage is MODEL_BAD_ANSWER.", async () => {
  const { model } = await modelOn(() => ({
    kind: "raw",
    type: "text/event-stream",
    body: "data: {oops\n\n",
  }));
  expect((await failureOf(readAll(model.stream(question("?"))))).code).toBe("MODEL_BAD_ANSWER");
});

test("With 10 % hangs and 10 % failures every healthy question is answered, and no more are asked at once than allowed.", async () => {
  const kinds = (text: string): Behaviour => {
    const i = Number(text) % 10;
    if (i === 3) return { kind: "hang" };
    return i === 7 ? { kind: "status", status: 500 } : { kind: "answer", text, delay: 2 };
  };
  let most = 0;
  const behave = ({ text }: Asked) => {
    most = Math.max(most, model.usage().underWay);
    return kinds(text);
  };
  const { model } = await modelOn(behave, {
    concurrency: 20,
    answerTimeout: 2,
    retries: 1,
  });
  // The first question loads what all others use.
  await model.ask(question("first"));
  const asked = Array.from({ length: 200 }, (_, i) => `${i}`);
  const answers = await Promise.allSettled(asked.map((text) => model.ask(question(text))));
  const codes = answers.map((one) => (one.status === "fulfilled" ? one.value.text : one.reason.code));
  const expected = asked.map((text) => {
    const { kind } = kinds(text);
    return kind === "answer" ? text : kind === "hang" ? "MODEL_TIMEOUT" : "MODEL_UNREACHABLE";
  });
  expect(codes).toEqual(expected);
  expect(most).toBe(20);
  expect(model.usage()).toMatchObject({
    answered: 161,
    failed: { MODEL_TIMEOUT: 20, MODEL_UNREACHABLE: 20 },
  });
});

test("A server that is down is left alone after some failures, and is asked again when it is back.", async () => {
  let isDown = true;
  const { model, server } = await modelOn(
    () => (isDown ? { kind: "status", status: 503 } : { kind: "answer", text: "back" }),
    { retries: 0, breakerFailures: 3, breakerPause: 1 },
  );
  for (let i = 0; i < 3; i++)
    expect((await failureOf(model.ask(question("?")))).code).toBe("MODEL_UNREACHABLE");
  expect(model.usage().breaker).toBe("open");
  // The trial after the first pause fails too.
  expect((await failureOf(model.ask(question("?")))).code).toBe("MODEL_UNREACHABLE");
  const refused = await failureOf(model.ask(question("?")));
  expect(refused.message).toContain("left alone");
  expect(server.asked).toHaveLength(4);
  isDown = false;
  await expect.poll(() => model.usage().breaker).toBe("trial");
  expect((await model.ask(question("?"))).text).toBe("back");
  expect(model.usage().breaker).toBe("closed");
});

test("An answer with a schema is parsed and checked.", async () => {
  const schema = {
    type: "object",
    properties: { cause: { type: "string" }, sure: { type: "number" } },
    required: ["cause", "sure"],
  };
  const { model, server } = await modelOn(({ text }) => ({ kind: "answer", text }));
  const good = await model.ask({ ...question('```json\n{"cause":"disk","sure":0.9}\n```'), schema });
  expect(good.value).toEqual({ cause: "disk", sure: 0.9 });
  expect(server.asked[0]?.body.response_format).toMatchObject({
    type: "json_schema",
    json_schema: { schema },
  });
  const wrong = await failureOf(model.ask({ ...question('{"cause":"disk"}'), schema }));
  expect(wrong.code).toBe("MODEL_BAD_ANSWER");
  expect(wrong.message).toContain("required property 'sure'");
  const prose = await failureOf(model.ask({ ...question("I think it is the disk."), schema }));
  expect(prose.message).toContain("not JSON");
});

test("The queue is bounded: one question too many fails at once.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "hang" }), { concurrency: 1, maxQueued: 2 });
  const others = [1, 2, 3].map((i) => failureOf(model.ask(question(`${i}`))));
  const error = await failureOf(model.ask(question("4")));
  expect(error.code).toBe("MODEL_QUEUE_FULL");
  expect(error.message).toContain("2 questions wait");
  await server.arrived(1);
  await model.close({ force: true });
  expect((await Promise.all(others)).map(({ code }) => code)).toEqual(Array(3).fill("MODEL_CLOSED"));
});

test("Agents take turns, so that one with many questions does not keep out another one.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "answer" }), { concurrency: 1 });
  const many = model.accessFor(1);
  const few = model.accessFor(2);
  await Promise.all([
    ...Array.from({ length: 5 }, (_, i) => many.ask(question(`many ${i}`))),
    few.ask(question("few")),
    few.ask({ ...question("urgent"), priority: 1 }),
  ]);
  expect(server.asked.map(({ text }) => text).slice(0, 4)).toEqual(["many 0", "urgent", "many 1", "few"]);
  expect(model.usage().agents.get(1)).toMatchObject({ questions: 5, answered: 5 });
});

test("A model that is closed answers what it has, and takes no more.", async () => {
  const { model, server } = await modelOn(() => ({ kind: "answer", delay: 20 }), { concurrency: 1 });
  const answers = [model.ask(question("1")), model.ask(question("2"))];
  const closed = model.close();
  expect(model.state).toBe("closing");
  expect((await failureOf(model.ask(question("3")))).code).toBe("MODEL_CLOSED");
  await Promise.all(answers);
  await closed;
  expect(model.state).toBe("closed");
  expect(server.asked).toHaveLength(2);
});

test("What is sent to where is said in one sentence.", async () => {
  const { model, server } = await modelOn();
  expect(model.privacy).toBe(`Questions stay on this machine: they go to ${(server as ModelServer).url}.`);
  await using remote = await openModel({ url: "https://models.example" });
  expect(remote.privacy).toContain("leaves this machine");
  expect(remote.privacy).toContain("https://models.example/v1");
});
