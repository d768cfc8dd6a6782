import { describe, expect, it } from "vitest";
import { type AgentContext, type AgentError, agent } from "../../../labs/agents/index.ts";
import { deadline, runMultiAgentSystem } from "../../../labs/swarm/index.ts";
import { begunFile } from "./support/begun-file.ts";

const EXECUTORS = ["sequential", "event-loop", "worker-threads", "child-processes"];

describe.each(EXECUTORS)("the reason of a swarm's signal, on %s,", (executor) => {
  it("is the reason of the agent's signal, with its class and fields, and the cause of its error", async () => {
    const controller = new AbortController();
    const begun = begunFile();
    const running = runMultiAgentSystem({
      agents: [
        agent(
          (file: string, { signal }: AgentContext) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener("abort", () => reject(signal.reason));
              process.getBuiltinModule("node:fs").appendFileSync(file, ".");
            }),
          1,
          begun.path,
        ),
        agent(() => "never", 2, null),
      ],
      executor,
      concurrency: 1,
      signal: controller.signal,
      grace: 60,
      announce: false,
    });
    await begun.reaches(1);
    controller.abort(Object.assign(new RangeError("because of me"), { info: { ticket: 7 } }));
    const { results } = await running;
    const [stopped, waiting] = results.map(({ error }) => error as AgentError);
    expect(stopped?.code).toBe("ABORTED");
    const cause = Reflect.get(Object(stopped?.cause), "cause");
    expect(cause).toBeInstanceOf(RangeError);
    expect(cause).toMatchObject({ message: "because of me", info: { ticket: 7 } });
    expect(waiting?.cause).toMatchObject({ message: "because of me" });
  });

  it("may be a text or nothing", async () => {
    for (const [reason, seen] of [
      ["enough", "enough"],
      [undefined, "This operation was aborted"],
    ] as const) {
      const { results } = await runMultiAgentSystem({
        agents: [agent(() => 1, 1, null)],
        executor,
        signal: AbortSignal.abort(reason),
        announce: false,
      });
      const cause = results[0]?.error?.cause;
      expect(Error.isError(cause) ? cause.message : cause).toBe(seen);
    }
  });

  it("limits of no end are no limits", async () => {
    const { POSITIVE_INFINITY: endless } = Number;
    const { results } = await runMultiAgentSystem({
      agents: [agent(() => "done", 1, null)],
      executor,
      timeout: endless,
      policy: deadline(endless),
      grace: endless,
      announce: false,
    });
    expect(results[0]?.result).toBe("done");
  });
});

it.each(["worker-threads", "child-processes"])(
  "limits of 30 days on %s do not end at once, and leave no warning",
  async (executor) => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on("warning", onWarning);
    const days = 30 * 86_400;
    const { results } = await runMultiAgentSystem({
      agents: [1, 2].map((id) =>
        agent(() => new Promise((resolve) => setTimeout(resolve, 50, "done")), id, null),
      ),
      executor,
      timeout: days,
      policy: deadline(days),
      grace: days,
      announce: false,
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", onWarning);
    expect(results.map(({ result }) => result)).toEqual(["done", "done"]);
    expect(warnings.filter(({ name }) => name === "TimeoutOverflowWarning")).toEqual([]);
  },
);

it.each(["worker-threads", "child-processes"])(
  "an agent on %s that removes all listeners of errors and then throws, or is rejected, fails with its own error",
  async (executor) => {
    const { results } = await runMultiAgentSystem({
      agents: [
        agent(
          () =>
            new Promise(() => {
              process.removeAllListeners();
              setTimeout(() => {
                throw new RangeError("the real reason");
              }, 5);
            }),
          1,
          null,
        ),
        agent(
          () =>
            new Promise(() => {
              process.removeAllListeners("unhandledRejection");
              void Promise.reject(new TypeError("rejected"));
            }),
          2,
          null,
        ),
      ],
      executor,
      announce: false,
    });
    expect(
      results.map(
        ({ error }) => `${error?.code} ${error?.message} ${Reflect.get(Object(error?.cause), "name")}`,
      ),
    ).toEqual(["AGENT_THREW the real reason RangeError", "AGENT_THREW rejected TypeError"]);
  },
);
