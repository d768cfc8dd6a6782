import { once } from "node:events";
import { CommandFailure, defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";
import { readSandboxKind } from "./run-command/sandbox-option.ts";
import { readWorkerRequest } from "./worker/worker-request.ts";

const NOT_STARTED = 1;

/** `npm run worker`. */
export const workerCommand = defineCommand(
  {
    name: "worker",
    usage: ["-- --queue NAME [options]"],
    about: `Runs agents that other programs send: it takes them from a queue and runs each in a process or thread of its own.
The programs use the executor "bullmq" with the same queue and engine. Ctrl-C or SIGTERM: it ends what it has in hand,
and gives back what takes too long; a second one ends it at once.`,
    options: {
      queue: {
        value: "NAME",
        help: "the queue whose agents it runs (required; with --grade it is grade unless you say so)",
      },
      grade: {
        help: "grade notebooks for npm run grade -- --workers URL, each answer in this machine's own sandbox",
      },
      sandbox: { value: "KIND", help: "with --grade: the kind of sandbox, see docs/sandbox.md" },
      url: {
        value: "URL",
        help: "redis:// or postgres:// (default: REDIS_URL, DATABASE_URL, or the project's embedded PostgreSQL)",
      },
      slots: { value: "N", help: "how many agents run at the same time (default: the number of cores)" },
      isolation: {
        value: "KIND",
        help: "processes, which contain every fault, or threads",
        default: "processes",
      },
      name: { value: "NAME", help: "its name in results (default: host and process)" },
      drain: { value: "SECONDS", help: "how long agents in hand may take when it ends", default: "30" },
      lock: { value: "SECONDS", help: "without a sign of life for so long it counts as lost", default: "10" },
      port: { value: "PORT", help: "answer /healthz, /readyz and /metrics there (default: nowhere)" },
      host: { value: "ADDRESS", help: "the address of --port (default: 127.0.0.1)" },
      trace: { help: "write spans of agents to OpenTelemetry's global tracer; needs bullmq-otel" },
      json: { help: "print each line as JSON" },
    },
    closing:
      "The jobs must be signed by the same key: SWARM_KEY, or the file .lab/swarm.key.\nExit code: 0 after an orderly end, 1 when it cannot start, 2 for wrong use, 130 after a second Ctrl-C.",
  },
  async ({ values }, { out, signal }) => {
    const { drainSeconds, ...request } = readWorkerRequest(values);
    const prepared = values.grade ? await prepareGrading(values.sandbox) : undefined;
    const { openWorker, EngineError, MonitoringError, SwarmError } = await import("@swarmlab/labs/swarm");
    const say = (line: string) => out.write(values.json ? `${JSON.stringify({ line })}\n` : `${line}\n`);
    try {
      const worker = await openWorker({ ...request, announce: say });
      if (!signal.aborted) {
        // The queue's connections keep this program running.
        await once(signal, "abort");
      }
      say(`The worker ${worker.name} takes no more jobs, and ends those in hand (${worker.counts.busy}).`);
      await worker.close({ seconds: drainSeconds });
      const { done, failed, refused, givenBack } = worker.counts;
      say(
        `The worker ${worker.name} has ended: ${done} done, ${failed} failed, ${refused} refused, ${givenBack} given back.`,
      );
      return 0;
    } catch (error) {
      const isMissing = Reflect.get(Object(error), "code") === "MISSING_PACKAGE";
      const isSaid = EngineError.is(error) || SwarmError.is(error) || MonitoringError.is(error) || isMissing;
      if (!isSaid) throw error;
      throw new CommandFailure((error as Error).message, NOT_STARTED, { cause: error });
    } finally {
      await prepared?.close();
    }
  },
);

async function prepareGrading(kind: string | undefined) {
  const { startGradingMachine } = await import("./worker/start-grading-machine.ts");
  return startGradingMachine(kind === undefined ? undefined : readSandboxKind(kind));
}

if (import.meta.main) await runInterruptibly(workerCommand);
