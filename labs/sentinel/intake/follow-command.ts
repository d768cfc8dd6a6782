import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { errorMessage } from "../../common/error-message.ts";
import type { Intake } from "./create-intake.ts";
import { IntakeError, type OpenSource } from "./intake-error.ts";
import { readStream } from "./read-stream.ts";

/** Follows the system's journal from now on. Needs `journalctl`, as on Linux with systemd. */
export async function followJournal(intake: Intake): Promise<OpenSource> {
  return followCommand("journalctl", ["-o", "json", "-f", "-n", "0"], intake, "the journal", "journal");
}

/** Follows the logs of all running containers from now on. Needs `docker`. */
export async function followDocker(intake: Intake): Promise<OpenSource> {
  const { stdout } = await promisify(execFile)("docker", ["ps", "--format", "{{.Names}}"]).catch(
    (error: unknown) => {
      throw new IntakeError(
        "SOURCE_MISSING",
        `Containers cannot be listed, because \`docker ps\` fails: ${errorMessage(error).trim().split("\n").at(-1)}`,
      );
    },
  );
  const names = stdout.split("\n").filter((name) => name !== "");
  const sources = await Promise.all(
    names.map((name) =>
      followCommand("docker", ["logs", "-f", "--since", "0s", name], intake, `container ${name}`, name),
    ),
  );
  return {
    async close() {
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

async function followCommand(
  command: string,
  parameters: readonly string[],
  intake: Intake,
  source: string,
  service: string,
): Promise<OpenSource> {
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
  try {
    await once(child, "spawn");
  } catch (error) {
    throw new IntakeError("SOURCE_MISSING", `\`${command}\` cannot be started: ${errorMessage(error)}`);
  }
  const ended = once(child, "close");
  const reading = [child.stdout, child.stderr].map((stream) => readStream(stream, intake, source, service));
  let isClosing = false;
  const watching = Promise.allSettled([...reading, ended]).then(() => {
    if (!isClosing)
      intake.problems.add("source-failed", source, `\`${command}\` has ended; ${source} is read no further.`);
  });
  return {
    async close() {
      isClosing = true;
      child.kill();
      await watching;
    },
  };
}
