import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Command,
  CommandFailure,
  defineCommand,
} from "../../../../kit/cli/run-command/define-command.ts";
import { helpText, UsageError } from "../../../../kit/common/command-line.mjs";
import { runCommand } from "../support/run-command.ts";

const root = join(import.meta.dirname, "../../../..");
const folder = join(root, "kit/cli");

const commandThat = (perform: () => number) =>
  defineCommand({ name: "brew", usage: [""], about: "", options: { strong: { help: "" } } }, perform);

test("a command gives its own exit code", async () => {
  expect(await runCommand(commandThat(() => 3))).toEqual({ code: 3, out: "", err: "" });
});

test("wrong use ends with 2 and one sentence, and nothing is done", async () => {
  const command = commandThat(() => expect.fail("it was run"));
  const { code, out, err } = await runCommand(command, "--stron");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toBe(
    "Unknown option '--stron': did you mean --strong? Run npm run brew -- --help to see what there is.\n",
  );
});

test("what a command refuses is one sentence with the exit code it names", async () => {
  const refuse = commandThat(() => {
    throw new CommandFailure("The tank is empty: fill it.", 4);
  });
  expect(await runCommand(refuse)).toEqual({ code: 4, out: "", err: "The tank is empty: fill it.\n" });
  const misused = commandThat(() => {
    throw new UsageError("One cup at a time.");
  });
  expect(await runCommand(misused)).toEqual({ code: 2, out: "", err: "One cup at a time.\n" });
});

test("a defect is thrown, with its stack", async () => {
  const command = commandThat(() => {
    throw new TypeError("undefined is not a cup");
  });
  await expect(runCommand(command)).rejects.toThrow(TypeError);
});

test("--version prints the version of the project", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(
    (
      await runCommand(
        commandThat(() => 1),
        "--version",
      )
    ).out,
  ).toBe(`Swarm Lab ${version}\n`);
});

const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));

describe.each(files)("kit/cli/%s", (file) => {
  test("is one command, whose help is made from its table", async () => {
    const exported = Object.values((await import(join(folder, file))) as Record<string, Command>);
    const [command] = exported;
    expect(exported).toHaveLength(1);
    expect(command?.line.name).toBe(file.replace(/\.ts$/, ""));
    const { code, out, err } = await runCommand(command as Command, "--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe(helpText((command as Command).line));
    for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(120);
  });

  test("answers --help without loading what it needs for its work", () => {
    const entry = join(root, "kit/dist/cli", file.replace(/\.ts$/, ".js"));
    expect(existsSync(entry), `${entry}: run npm run build`).toBe(true);
    // Counts the modules that are loaded from files.
    const counter = `data:text/javascript,import { registerHooks } from "node:module"; let loaded = 0; registerHooks({ load(url, context, next) { if (url.startsWith("file:")) loaded += 1; return next(url, context); } }); process.on("exit", () => console.error("loaded", loaded));`;
    const { status, stderr } = spawnSync(process.execPath, ["--import", counter, entry, "--help"], {
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(Number(/loaded (\d+)/.exec(stderr)?.[1])).toBeLessThan(15);
  });
});
