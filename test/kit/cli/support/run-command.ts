import type { Command } from "../../../../kit/cli/run-command/define-command.ts";

/** Runs a command in this process, and keeps what it prints. */
export async function runCommand(command: Command, ...argv: string[]) {
  const printed = { out: "", err: "" };
  const stream = (key: "out" | "err") => ({ write: (text: string) => (printed[key] += text) });
  const code = await command(argv, { out: stream("out"), err: stream("err") });
  return { code, ...printed };
}
