import { defineCommand } from "./run-command/define-command.ts";
import { runInterruptibly } from "./run-command/run-as-program.ts";
import { readSentinelRequest } from "./sentinel/sentinel-request.ts";

/** `npm run sentinel`. */
export const sentinelCommand = defineCommand(
  {
    name: "sentinel",
    usage: ["[-- options]", "-- --tail FILE --tail FILE", "-- --replay FILE", "-- --otlp 4318", "-- --fleet"],
    about: `Watches the logs of services with a swarm of agents: notices what is unusual, looks for the cause, reports incidents.
Without options it watches 500 simulated services for a minute, many times as fast as real, and writes a page about it.
Nothing is posted anywhere without --slack, --webhook or --file. Ctrl-C ends it; the page is still written.`,
    options: {
      tail: {
        value: "FILE",
        help: "watch a log file, from its end on",
        multiple: true,
      },
      replay: {
        value: "FILE",
        help: "read a finished log file from its beginning, by the clock of its lines; .gz too; several times",
        multiple: true,
      },
      journal: { help: "watch this machine's journal (journalctl)" },
      docker: { help: "watch the containers that run here (docker)" },
      otlp: { value: "PORT", help: "take logs as OTLP/HTTP JSON, at http://127.0.0.1:PORT/v1/logs" },
      connect: { value: "HOST:PORT", help: "watch lines from a socket, such as another --fleet" },
      fleet: { help: "only simulate the services, and send their lines to who connects" },
      port: { value: "PORT", help: "with --fleet: where to listen (default: any free port)" },
      services: { value: "N", help: "how many services to simulate", default: "500" },
      agents: { value: "N", help: "how many agents may work at the same time", default: "200" },
      seconds: {
        value: "N",
        help: "how long to watch (default: 60 for simulated services, else until Ctrl-C)",
      },
      speed: { value: "N", help: "simulated seconds in a second (default: 30; with --fleet: 1)" },
      seed: { value: "N", help: "another number simulates other services and incidents", default: "1" },
      slack: {
        help: `post incidents to Slack. The address of the webhook is read from the environment's
SENTINEL_SLACK_URL: it is a secret, and command lines are seen by all users and kept in histories`,
      },
      webhook: { help: "post incidents as JSON; the address is read from SENTINEL_WEBHOOK_URL" },
      file: { value: "FILE", help: "add a line of JSON for each incident" },
      "dry-run": { help: "print the JSON that would be posted, and post nothing" },
      model: {
        value: "URL",
        help: `let a language model write the summaries: where an API like OpenAI's begins, such as
http://localhost:11434/v1. Lines of logs that prove an incident are sent there`,
      },
      store: {
        value: "FILE",
        help: "what must survive a restart (default: .lab/sentinel.db, for simulated services nothing)",
      },
      out: { value: "FILE", help: "the page about the run", default: "sentinel.html" },
      json: { help: "print the run as JSON, and show nothing else" },
    },
    closing:
      "Exit code: 0 when it has watched, also until Ctrl-C; 1 when it could not watch or write; 2 for wrong use.\ndocs/sentinel.md says what is sent where, and what each sentence means.",
  },
  async ({ values }, tools) => {
    const request = readSentinelRequest(values, process.env);
    const { runSentinelCommand, serveFleet } = await import("./sentinel/run-sentinel-command.ts");
    return request.kind === "fleet" ? serveFleet(request, tools) : runSentinelCommand(request, tools);
  },
);

if (import.meta.main) await runInterruptibly(sentinelCommand);
