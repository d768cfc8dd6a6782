import { readCostRequest } from "./cost/cost-request.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** `npm run cost`. */
export const costCommand = defineCommand(
  {
    name: "cost",
    usage: ["-- BENCH.json [options]"],
    about: `Turns the rows of your own benchmark (npm run bench -- --json BENCH.json) into containers, how busy they are, core-hours
and money for each executor. It says when "75 % cheaper" holds for your rows and when not, and what a queue adds.
Prices are yours: without any there is no money.`,
    options: {
      load: {
        value: "N",
        help: "agents that come in a second (default: ten times what your fastest row does)",
      },
      busy: { value: "PERCENT", help: "how much of a container's capacity is planned for", default: "80" },
      hours: { value: "N", help: "the hours that are paid; 730 are a month", default: "730" },
      prices: {
        value: "FILE",
        help: "JSON with any of coreHour, gbHour, containerHour (numbers) and currency (text)",
      },
      "core-hour": { value: "MONEY", help: "the price of one core for an hour" },
      "gb-hour": { value: "MONEY", help: "the price of one GB of memory for an hour" },
      "container-hour": { value: "MONEY", help: "the price of one container for an hour, whatever its size" },
      "rest-mb": {
        value: "MB",
        help: "memory of your program at rest, which a benchmark does not count",
        default: "60",
      },
      "queue-per-second": { value: "N", help: "agents that one engine carries in a second", default: "200" },
      "queue-ms": { value: "N", help: "milliseconds that an agent waits for the queue", default: "12" },
      html: { value: "FILE", help: "write a page with the picture, which needs no network" },
      json: { help: "print the plan as JSON" },
    },
    positionals: true,
    closing: "Exit code: 0 for a plan, 1 when the benchmark or a file cannot be used, 2 for wrong use.",
  },
  async ({ values, positionals }, tools) => {
    const request = readCostRequest(values, positionals);
    const { runCost } = await import("./cost/run-cost.ts");
    return runCost(request, tools);
  },
);

if (import.meta.main) await runAsProgram(costCommand);
