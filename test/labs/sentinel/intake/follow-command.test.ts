import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createIntake,
  followDocker,
  followJournal,
  type OpenSource,
} from "../../../../labs/sentinel/index.ts";

describe("commands that are followed", () => {
  const path = process.env.PATH;
  let folder: string;
  let source: OpenSource | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "follow-"));
    process.env.PATH = `${folder}${delimiter}${path}`;
  });
  afterEach(async () => {
    await source?.close();
    source = undefined;
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  const program = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  test("the journal's lines are read as they come, and its end is counted", async () => {
    program("journalctl", `echo '{"MESSAGE":"disk failed","PRIORITY":"3","SYSLOG_IDENTIFIER":"kernel"}'`);
    const intake = createIntake();
    source = await followJournal(intake);
    await vi.waitFor(
      () => expect(intake.statistics.problems.map(({ kind }) => kind)).toEqual(["source-failed"]),
      60_000,
    );
    const read: string[] = [];
    intake.drain(({ service, severity, text }) => read.push(`${service} ${severity} ${text}`));
    expect(read).toEqual(["kernel error disk failed"]);
  });

  test("each container is a service, on both of its streams, and closing ends the commands", async () => {
    program(
      "docker",
      'if [ "$1" = ps ]; then printf "cart\\nmail\\n"; else for name; do :; done; echo "served by $name"; echo "$name failed" >&2; exec sleep 600; fi',
    );
    const intake = createIntake();
    source = await followDocker(intake);
    const read = new Set<string>();
    await vi.waitFor(() => {
      intake.drain(({ service, severity, text }) => read.add(`${service} ${severity} ${text}`));
      expect([...read].sort()).toEqual([
        ...[
          "cart error cart failed",
          "cart info served by cart",
          "mail error mail failed",
          "mail info served by mail",
        ],
      ]);
    }, 60_000);
    await source.close();
    source = undefined;
    expect(intake.statistics.problems).toEqual([]);
  });

  test("a command that is missing or fails is named in one sentence", async () => {
    program("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
    await expect(followDocker(createIntake())).rejects.toMatchObject({
      code: "SOURCE_MISSING",
      message: expect.stringContaining("Cannot connect to the Docker daemon"),
    });
    process.env.PATH = folder;
    await expect(followJournal(createIntake())).rejects.toMatchObject({
      code: "SOURCE_MISSING",
      message: expect.stringContaining("journalctl"),
    });
  });
});
