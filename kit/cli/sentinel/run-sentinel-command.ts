import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import {
  createFleet,
  type Destination,
  demonstration,
  jsonLinesFile,
  openFleetServer,
  SentinelError,
  type SentinelOptions,
  type SentinelRun,
  slack,
  webhook,
} from "@swarmlab/labs/sentinel";
import { errorMessage } from "../../common/error-message.ts";
import { replaceFile } from "../../common/write-file.ts";
import { watchSentinel } from "../../live/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { openPage } from "./open-page.ts";
import type { FleetRequest, WatchRequest } from "./sentinel-request.ts";

const CANNOT = 1;
const DEFAULT_SECONDS = 60;
/** A fleet that is served goes on for so long, in its own time. */
const SERVED_HOURS = 24;

/**
 * Watches, shows it, and writes the page.
 *
 * @returns the exit code
 * @throws CommandFailure when it cannot watch, or cannot write the page
 */
export async function runSentinelCommand(request: WatchRequest, tools: CommandTools): Promise<number> {
  const { out, err } = tools;
  const { isJson } = request;
  const run = await watch(request, tools);
  if (isJson) out.write(`${JSON.stringify(run.record, null, 2)}\n`);
  try {
    mkdirSync(dirname(request.out), { recursive: true });
    replaceFile(request.out, run.page);
  } catch (error) {
    throw new CommandFailure(
      `The page could not be written to ${request.out}: ${errorMessage(error)}.`,
      CANNOT,
    );
  }
  const isOpened = !isJson && out.isTTY === true && openPage(request.out);
  (isJson ? err : out).write(`${isOpened ? "The page opens" : "The page about this run"}: ${request.out}\n`);
  return 0;
}

async function watch(request: WatchRequest, { out, err, signal }: CommandTools): Promise<SentinelRun> {
  const { isJson, modelUrl } = request;
  try {
    await using model = modelUrl === undefined ? undefined : await openSummaryModel(modelUrl);
    const options: SentinelOptions = {
      ...optionsOf(request),
      ...(model !== undefined && { model }),
      ...(request.isDryRun && {
        onDryRun: ({ name }, body) => (isJson ? err : out).write(`Would be posted to ${name}: ${body}\n`),
      }),
      signal,
    };
    if (!isJson) out.write(`${openingLine(request)}\n`);
    return await watchSentinel({ ...options, stream: isJson ? silence : out });
  } catch (error) {
    const isExpected = SentinelError.is(error) || Reflect.get(Object(error), "code") !== undefined;
    if (isExpected && error instanceof Error)
      throw new CommandFailure(error.message, CANNOT, { cause: error });
    throw error;
  }
}

const silence = { write: () => true };

async function openSummaryModel(url: string) {
  const { openModel } = await import("@swarmlab/labs/model");
  return openModel({ url });
}

function optionsOf(request: WatchRequest): SentinelOptions {
  const { source, seconds, agents, store, fleet } = request;
  return {
    source: source ?? demonstration(seconds ?? DEFAULT_SECONDS, fleet),
    agents,
    destinations: destinationsOf(request),
    ...(seconds !== undefined && { seconds }),
    ...(store !== undefined && { store }),
  };
}

function destinationsOf({ slackUrl, webhookUrl, file, isDryRun }: WatchRequest): readonly Destination[] {
  const given = [
    ...(slackUrl === undefined ? [] : [slack(slackUrl)]),
    ...(webhookUrl === undefined ? [] : [webhook(webhookUrl)]),
    ...(file === undefined ? [] : [jsonLinesFile(file)]),
  ];
  // A dry run without a destination shows what Slack would get. The address is never asked.
  return isDryRun && given.length === 0 ? [slack("https://hooks.slack.com/services/")] : given;
}

function openingLine({ source, fleet, seconds }: WatchRequest): string {
  if (source === undefined) {
    return `The services are simulated, and so is what goes wrong with them: ${fleet.services} services, ${fleet.speed} times as fast as real, for ${seconds ?? DEFAULT_SECONDS} s.`;
  }
  if (source.kind === "replay")
    return "The files are read by the clock of their lines, as fast as it goes. Nothing is said about a service in its first five minutes: what is usual must be known first.";
  const until = seconds === undefined ? "Ctrl-C ends it." : `It ends after ${seconds} s.`;
  return `Nothing is said about a service in its first five minutes: what is usual must be known first. ${until}`;
}

/**
 * Simulates services and sends their lines to all that connect, until it is interrupted.
 *
 * @returns the exit code
 * @throws CommandFailure when it cannot listen
 */
export async function serveFleet(request: FleetRequest, { out, signal }: CommandTools): Promise<number> {
  const { services, seed, speed, port } = request;
  const fleet = createFleet({ services, seed, hours: SERVED_HOURS });
  try {
    const server = await openFleetServer({ fleet, port, speed });
    out.write(
      `${services} simulated services, seed ${seed}, ${speed} simulated seconds a second: 127.0.0.1:${server.port}\nWatch them from another terminal: npm run sentinel -- --connect 127.0.0.1:${server.port}\n`,
    );
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    await server.close();
    out.write(`${server.sent.toLocaleString("en-GB")} lines were sent.\n`);
    return 0;
  } catch (error) {
    throw new CommandFailure(errorMessage(error), CANNOT, { cause: error });
  }
}
