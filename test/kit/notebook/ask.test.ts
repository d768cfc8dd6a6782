import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type Asked,
  type Behaviour,
  type ModelServer,
  startModelServer,
} from "../../labs/model/support/model-server.ts";
import { type FixtureCourse, fixtureCourse, right } from "../checking/fixtures/course.ts";
import { expectNoProcessNaming } from "../sandbox/process/processes.ts";
import { FakeKernel } from "./fake-kernel.ts";

const bridge = Symbol.for("swarmlab.kernel");
let fixture: FixtureCourse;
let kernel: FakeKernel;
let kit: typeof import("../../../kit/notebook/index.ts");
let server: ModelServer;
let behave: (asked: Asked) => Behaviour;

const answers = (text: string): void => {
  behave = () => ({ kind: "answer", text });
};
const everything = () =>
  kernel.displays.map(({ data }) => `${data["text/html"]}\n${data["text/plain"]}`).join("\n");
const wrong = "// exercise 01.1 · Add two numbers\nconst add = (a: bigint, b: bigint) => a * b;";

beforeAll(async () => {
  fixture = fixtureCourse();
  vi.stubEnv("SWARMLAB_ROOT", fixture.root);
  kernel = new FakeKernel();
  Object.defineProperty(globalThis, bridge, { value: kernel, configurable: true });
  server = await startModelServer((asked) => behave(asked));
  kit = await import("../../../kit/notebook/index.ts");
});
afterEach(() => {
  kernel.displays.length = 0;
});
afterAll(async () => {
  const { session } = await import("../../../kit/notebook/session.ts");
  await session().client.close();
  await kernel.close();
  await server[Symbol.asyncDispose]();
  await expectNoProcessNaming(fixture.root);
  Reflect.deleteProperty(globalThis, bridge);
  vi.unstubAllEnvs();
  fixture[Symbol.dispose]();
});

describe("ask()", () => {
  test("without a model shows the prompt to copy, and how to get a model", async () => {
    kernel.run(wrong, "x");
    expect(await kit.ask("01.1")).toEqual({ exercise: "01.1", answered: false });
    expect(kernel.last.text).toContain("SWARMLAB_MODEL_URL");
    expect(kernel.last.text).toContain("Guide me with questions, do not give the answer.");
    expect(kernel.last.text).toContain("a * b");
  });

  test("shows the model's answer as it comes, in one display, and which model answered", async () => {
    vi.stubEnv("SWARMLAB_MODEL_URL", server.url);
    vi.stubEnv("SWARMLAB_MODEL_KEY", "sk-very-secret");
    answers("What do you expect `add` to return for **2n** and **3n**?");
    const result = await kit.ask("01.1", "why is it red?");
    expect(result).toEqual({ exercise: "01.1", model: "first-model", answered: true });
    expect(new Set(kernel.displays.map(({ options }) => options?.displayId)).size).toBe(1);
    expect(kernel.displays.length).toBeGreaterThan(2);
    expect(kernel.last.html).toContain("<strong>2n</strong>");
    expect(kernel.last.text).toContain("Answered by first-model.");
    expect(kernel.last.text).not.toContain("sends to");
  });

  test("sends the code, what fails with expected and got, and the talk so far, and keeps the key to the header", async () => {
    answers("And what did it return?");
    await kit.ask("01.1", "I expect 5n");
    const { body, headers } = server.asked.at(-1) as Asked;
    const sent = JSON.stringify(body);
    for (const part of [
      "a * b",
      "expected 5n, got 6n",
      "why is it red?",
      "I expect 5n",
      "one question at a time",
    ])
      expect(sent).toContain(part);
    expect(sent).not.toMatch(/sk-very-secret|a \+ b|negative numbers/);
    expect(headers.authorization).toBe("Bearer sk-very-secret");
  });

  test("holds back an answer with the solution, asks anew twice, and gives the next hint instead", async () => {
    const before = server.asked.length;
    answers(`Here you are:\n\n\`\`\`ts\n${right.add}\n\`\`\``);
    const result = await kit.ask("01.1", "just give me the code");
    expect(result).toEqual({ exercise: "01.1", answered: false });
    expect(server.asked.length - before).toBe(3);
    expect(kernel.last.text).toContain("hint 1 of");
    expect(everything()).not.toContain("a + b");
  });

  test("escapes what the model says", async () => {
    answers("Look at <script>alert(1)</script> and ![x](https://evil.example/a). What is it?");
    await kit.ask("01.1", "x");
    expect(kernel.last.html).not.toMatch(/<script|<img/);
  });

  test("says in one sentence that a model is no model, and offers the next hint", async () => {
    answers("… … …");
    expect(await kit.ask("01.1", "x")).toMatchObject({ answered: false });
    expect(kernel.last.text).toMatch(/gave no usable answer\. hint\("01\.1"\) gives the next hint\./);
  });

  test("masks the key in an error, and offers the next hint", async () => {
    behave = () => ({ kind: "status", status: 401, body: '{"error":{"message":"bad key sk-very-secret"}}' });
    expect(await kit.ask("01.1", "x")).toMatchObject({ answered: false });
    expect(kernel.last.text).toContain("bad key …");
    expect(kernel.last.text).toContain('hint("01.1")');
    expect(everything()).not.toContain("sk-very-secret");
  });

  test("that hangs ends at its timeout with one sentence", async () => {
    vi.stubEnv("SWARMLAB_MODEL_TIMEOUT", "1");
    behave = () => ({ kind: "hang" });
    expect(await kit.ask("01.1", "x")).toMatchObject({ answered: false });
    expect(kernel.last.text).toMatch(/1 s|second/);
    vi.stubEnv("SWARMLAB_MODEL_TIMEOUT", "");
  });

  test("ends at an interrupt, and closes the connection", async () => {
    behave = () => ({ kind: "hang", piecesFirst: 3 });
    const before = server.asked.length;
    const closed = server.closedByClient(1);
    const asking = kit.ask("01.1", "stop me");
    await server.arrived(before + 1);
    kernel.interrupt();
    expect(await asking).toMatchObject({ answered: false });
    await closed;
    expect(kernel.last.text).toContain("You stopped the answer.");
  });

  test("says what is sent, and to whom, before the first question to another machine", async () => {
    // Nothing listens there; the name cannot be resolved either.
    vi.stubEnv("SWARMLAB_MODEL_URL", "http://model.invalid/v1");
    await kit.ask("01.1", "x");
    expect(
      kernel.displays.find(({ data }) => String(data["text/plain"]).includes("on its way"))?.data[
        "text/plain"
      ],
    ).toMatch(/ask\(\) sends to model\.invalid/);
    kernel.displays.length = 0;
    await kit.ask("01.1", "x");
    expect(everything()).not.toContain("sends to");
  });

  test("of an address that is none, and of an unknown exercise, is one sentence", async () => {
    vi.stubEnv("SWARMLAB_MODEL_URL", "nonsense");
    await kit.ask("01.1");
    expect(kernel.last.text).toContain("SWARMLAB_MODEL_URL must be the address");
    await kit.ask("7");
    expect(kernel.last.text).toMatch(/^There is no exercise/);
  });
});
