/** One of the agents in a process of its own, started by `ProcessEditor`: its name and its input are the arguments, its bus is the pipe 3. */
import { Socket } from "node:net";
import type { EditorAgentName } from "../bus/messages.ts";
import type { Session } from "../bus/session.ts";
import { startParser } from "../parser/start-parser.ts";
import { startRefactorer } from "../refactorer/start-refactorer.ts";
import { startTester } from "../tester/start-tester.ts";
import { jsonForm } from "../trees/tree-form.ts";
import { loadTreeReader } from "../trees/typescript-unstable.ts";
import { startWatcher } from "../watcher/start-watcher.ts";
import { LineBus } from "./line-bus.ts";

const [, , name, input] = process.argv;
const pipe = new Socket({ fd: 3 });
const bus = new LineBus(pipe, pipe);
// `ProcessEditor` gives each agent its own input.
const session = start(name as EditorAgentName, JSON.parse(input ?? "null") as never);
// The coordinator closes the pipe, or has ended.
pipe.once("close", () => void session.then((one) => one.close()).finally(() => process.exit()));

async function start(agent: EditorAgentName, settings: never): Promise<Session> {
  const form = jsonForm(await loadTreeReader());
  switch (agent) {
    case "watcher":
      return startWatcher(bus, settings);
    case "parser":
      return startParser(bus, form, settings);
    case "tester":
      return startTester(bus, form, settings);
    case "refactorer":
      return startRefactorer(bus, form, settings);
  }
}
