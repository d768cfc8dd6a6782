import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExecuteOptions, Execution } from "./support/jupyter-client.ts";
import { isAlive, TestKernel, until } from "./support/test-kernel.ts";

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.execute(
    'let kept = 1; import { Worker } from "node:worker_threads"; import { setTimeout as sleep } from "node:timers/promises";',
  );
});
afterAll(() => kernel?.[Symbol.asyncDispose]());

/** Runs a cell that says "running" and then goes on for ever, and interrupts it. */
async function interrupted(where: TestKernel, code: string): Promise<Execution> {
  const onMessage: ExecuteOptions["onMessage"] = ({ type, content }) => {
    if (type === "stream" && content.text.includes("running")) setTimeout(() => where.interrupt(), 30);
  };
  return where.execute(`console.log("running"); ${code}`, { onMessage });
}

test.each([
  ["an endless loop", "for (;;);"],
  ["an endless loop after an await", "await sleep(20); for (;;);"],
  ["an endless loop in a timer", "setTimeout(() => { for (;;); }, 20); await new Promise(() => {});"],
  ["an endless loop in an immediate", "setImmediate(() => { for (;;); }); await new Promise(() => {});"],
  [
    "an endless loop on the tick queue",
    "process.nextTick(() => { for (;;); }); await new Promise(() => {});",
  ],
  [
    "an endless loop in an answer to a worker",
    `new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true }).on("message", () => { for (;;); }); await new Promise(() => {});`,
  ],
  ["a loop of promises", "for (;;) await 1;"],
  ["an await of what never comes", "await new Promise(() => {});"],
  ["a loop that sleeps", "for (;;) { try { await sleep(5); } catch {} }"],
  ["a loop that sleeps on a callback", "for (;;) await new Promise((resolve) => setTimeout(resolve, 5));"],
  ["a thread that waits for a lock", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
  ["a loop that prints for ever", 'for (;;) console.log("and on");'],
  ["a regular expression that never ends", `/(a+)+b/.test("a".repeat(50));`],
  [
    "a loop after native code that takes longer than a pause may",
    'require("node:crypto").pbkdf2Sync("a", "b", 9_000_000, 64, "sha512"); for (;;);',
  ],
  ["a cell that catches everything", "for (;;) { try { for (;;); } catch {} finally { kept = 1; } }"],
])("%s is stopped, with one plain sentence, and the variables are kept", async (_name, code) => {
  const { error, reply, stderr } = await interrupted(kernel, code);
  expect(error?.ename).toBe("Interrupted");
  expect(error?.traceback).toHaveLength(1);
  expect(error?.traceback[0]).toMatch(
    /The cell was stopped\. The kernel is alive and keeps its variables\.$/,
  );
  expect(reply.status).toBe("error");
  expect(stderr).toBe("");
  expect((await kernel.execute("kept")).text).toBe("1\n");
});

test("threads and processes that a cell has started end, and its timers fall silent", async () => {
  await kernel.execute('import { spawn } from "node:child_process"; const ticks: number[] = [];');
  const { text } = await interrupted(
    kernel,
    `const spinning = new Worker("for (;;);", { eval: true });
     const child = spawn("sleep", ["60"]);
     const beat = setInterval(() => ticks.push(1), 5);
     console.log("pid", child.pid);
     await new Promise((resolve) => spinning.on("exit", () => console.log("thread ended")));
     await new Promise(() => {});`,
  );
  const pid = Number(/pid (\d+)/.exec(text)?.[1]);
  await until(() => !isAlive(pid), "the child process ends");
  await kernel.execute("ticks.length = 0; await sleep(60);");
  expect((await kernel.execute("ticks.length")).text).toBe("0\n");
});

test("an interval that outlives its cell says once how to stop it, and the stop button stops it", async () => {
  const said: string[] = [];
  const heard = kernel.client.message(({ type, content }) => {
    if (type !== "stream" || content.name !== "stderr") return false;
    said.push(content.text);
    return true;
  });
  await kernel.execute("let beats = 0; const counting = setInterval(() => { beats += 1; }, 5);");
  await heard;
  const goesOn =
    "await new Promise<void>((go) => { const look = () => (beats > 9 ? go() : setTimeout(look, 5)); look(); });";
  const { text } = await kernel.execute(goesOn);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^A setInterval of this cell goes on\. The stop button/);
  expect(text).toBe("");
  kernel.interrupt();
  await expect
    .poll(async () => {
      const before = (await kernel.execute("beats")).text;
      const hasStopped = before !== "" && (await kernel.execute("await sleep(60); beats")).text === before;
      // A stop that comes while a cell runs, as these looks do on a busy machine, ends that cell only.
      if (!hasStopped) kernel.interrupt();
      return hasStopped;
    })
    .toBe(true);
});

test("an interval that keeps no program running, such as the lab's own, is not spoken of", async () => {
  const said: string[] = [];
  const end = kernel.client.message(({ type, content }) => {
    if (type === "stream") said.push(content.text);
    return type === "stream" && content.text === "end\n";
  });
  await kernel.execute("let pulses = 0; setInterval(() => { pulses += 1; }, 5).unref();");
  await kernel.execute(
    'const from = pulses; while (pulses < from + 3) await new Promise((go) => setImmediate(go)); console.log("end");',
  );
  await end;
  expect(said).toEqual(["end\n"]);
});

test("an interrupt between cells ends what earlier cells have left running", async () => {
  const { text } = await kernel.execute(
    'const lingering = new Worker("setInterval(() => {}, 1000)", { eval: true }); let ended = false; lingering.on("exit", () => { ended = true; }); await sleep(50); 1',
  );
  expect(text).toBe("1\n");
  kernel.interrupt();
  await expect.poll(async () => (await kernel.execute("ended")).text).toBe("true\n");
});

test("an interrupt while a cell is being compiled does not harm the compiler", async () => {
  const slow = `type Deep<N extends number, A extends 0[] = []> = A["length"] extends N ? A : Deep<N, [0, ...A]>;\nconst deep: Deep<900>["length"] = 900; await new Promise(() => {});`;
  const run = kernel.execute(slow);
  const again = setInterval(() => kernel.interrupt(), 30);
  expect((await run).error?.ename).toBe("Interrupted");
  clearInterval(again);
  // The last of them may still reach this cell, which then is interrupted in its place.
  await expect
    .poll(async () => (await kernel.execute("const afterwards: number = 5; afterwards")).text)
    .toBe("5\n");
});

test("cells waiting behind an interrupted one are aborted, and one sent afterwards runs", async () => {
  const stopped = interrupted(kernel, "for (;;);");
  const waiting = kernel.execute("'must not run'");
  expect((await stopped).error?.ename).toBe("Interrupted");
  expect(await waiting).toMatchObject({ reply: { status: "aborted" }, text: "" });
  expect((await kernel.execute("'runs'")).text).toBe("runs\n");
});

test("an interrupt_request does the same as a signal", async () => {
  const running = Promise.withResolvers<void>();
  const cell = kernel.execute('console.log("running"); await new Promise(() => {});', {
    onMessage: ({ type }) => type === "stream" && running.resolve(),
  });
  await running.promise;
  const { reply } = kernel.client.request("control", "interrupt_request", {});
  expect((await reply).content).toEqual({ status: "ok" });
  expect((await cell).error?.ename).toBe("Interrupted");
});

test.each([
  "for (;;);",
  "for (;;) await sleep(1);",
  "for (;;) console.log(1);",
  "for (;;) process.stdout.write('x');",
  "for (;;) { try { JSON.parse('{}'); await null; } catch {} }",
])("under a storm of interrupts `%s` ends and the kernel's own work does not", async (code) => {
  const storm = setInterval(() => kernel.interrupt(), 15);
  const { error } = await kernel.execute(code).finally(() => clearInterval(storm));
  expect(error?.ename).toBe("Interrupted");
  // The last of them may still reach this cell, which then is interrupted in its place.
  await expect.poll(async () => (await kernel.execute("console.log('heard'); kept")).text).toBe("heard\n1\n");
});
