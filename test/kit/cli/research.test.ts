import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { researchCommand } from "../../../kit/cli/research.ts";
import { folderWith, SMALL_CORPUS } from "../../labs/research/support/folder.ts";
import { runCommand } from "./support/run-command.ts";

const ask = (...argv: string[]) => runCommand(researchCommand, ...argv);

it("explains itself", async () => {
  const { code, out } = await ask("--help");
  expect(code).toBe(0);
  for (const option of ["--corpus", "--workers", "--rounds", "--json"]) expect(out).toContain(option);
});

it("prints a report with citations, from the words of the command line", async () => {
  const { code, out, err } = await ask("How do I avoid", "a deadlock?", "--corpus", folderWith(SMALL_CORPUS));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("# How do I avoid a deadlock?");
  expect(out).toContain("/locks/README.md:7, paragraph 2");
});

it("ends by itself as a program, and leaves no worker behind", async () => {
  const entry = join(import.meta.dirname, "../../../kit/cli/research.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    entry,
    "avoid a deadlock",
    "--corpus",
    folderWith(SMALL_CORPUS),
  ]);
  expect(stdout).toContain("/locks/README.md:7, paragraph 2");
});

it("prints the report as JSON", async () => {
  const { code, out } = await ask(
    "avoid a deadlock",
    "--json",
    "--workers",
    "3",
    "--corpus",
    folderWith(SMALL_CORPUS),
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    question: "avoid a deadlock",
    citations: expect.arrayContaining([expect.objectContaining({ path: "locks/README.md", line: 7 })]),
  });
});

it("finds the corpus from the folder in which it was called", async () => {
  const folder = folderWith(SMALL_CORPUS);
  vi.stubEnv("INIT_CWD", folder);
  const { code, out } = await ask("avoid a deadlock", "--corpus", "locks").finally(() => vi.unstubAllEnvs());
  expect(code).toBe(0);
  expect(out).toContain(join(folder, "locks"));
});

it("ends with 1 and a sentence when the corpus does not answer", async () => {
  const corpus = folderWith(SMALL_CORPUS);
  expect(await ask("zebras", "--corpus", corpus)).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("no paragraph with “zebras”"),
  });
  expect(await ask("locks", "--corpus", "/no/such")).toMatchObject({
    code: 1,
    err: "There is no folder /no/such to read.\n",
  });
});

it("ends with 2 and a sentence for wrong use", async () => {
  expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining("Ask a question") });
  for (const option of ["--workers", "--rounds"]) {
    expect(await ask("locks", option, "none")).toMatchObject({
      code: 2,
      err: expect.stringMatching(`${option} takes a whole number from 1 to \\d+, but got "none".`),
    });
  }
});

it("ends with 130 when it is interrupted", async () => {
  const printed: string[] = [];
  const code = await researchCommand(["locks", "--corpus", folderWith(SMALL_CORPUS)], {
    out: { write: (text) => printed.push(text) },
    err: { write: (text) => printed.push(text) },
    signal: AbortSignal.abort(),
  });
  expect({ code, printed }).toEqual({ code: 130, printed: ["Interrupted: there is no report.\n"] });
});

it("says in a terminal which step runs, and clears the line before the report", async () => {
  const lines: string[] = [];
  await researchCommand(["avoid a deadlock", "--corpus", folderWith(SMALL_CORPUS)], {
    out: { write: () => lines.push("REPORT") },
    err: { isTTY: true, write: (text) => lines.push(text) },
  });
  expect(lines.join()).toContain("Checking citations: 1 of 1");
  expect(lines.slice(-2)).toEqual(["\r\x1b[2K", "REPORT"]);
});
