import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TestLab } from "../../browser/support/lab.ts";
import { JupyterClient } from "./support/jupyter-client.ts";
import { PageConnection } from "./support/page-connection.ts";

/** A real JupyterLab is started here, with a real kernel, on a machine that may be busy. */
const LAB_TIMEOUT_MS = 300_000;
const SOON = { timeout: 120_000 };

test(
  "a page that is closed in a run hands it to another page, and that one to the notebook's file",
  async () => {
    const lab = await TestLab.start();
    onTestFinished(() => lab[Symbol.asyncDispose]());
    const [go, end] = [join(lab.work, "go"), join(lab.work, "end")];
    const code = `const { existsSync } = await import("node:fs");
console.log("part 0");
for (const [at, file] of ${JSON.stringify([go, end])}.entries()) {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
  console.log("part", at + 1);
}`;
    const file = join(lab.work, "handed.ipynb");
    const cell = {
      id: "parts",
      cell_type: "code",
      metadata: {},
      source: code,
      outputs: [],
      execution_count: null,
    };
    writeFileSync(file, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const kernel = await startSession(lab.url, "handed.ipynb");

    const first = await PageConnection.open(lab.url, kernel);
    first.run("parts", code);
    await expect.poll(() => first.printed, SOON).toBe("part 0\n");

    const second = await PageConnection.open(lab.url, kernel);
    second.ask([{ id: "parts", code }]);
    await expect
      .poll(() => second.runs[0]?.run, SOON)
      .toMatchObject({ cell_id: "parts", is_held_elsewhere: true });
    const id = second.runs[0]?.run?.msg_id;
    expect(textOf(second)).toBe("part 0\n");

    first.close();
    await expect.poll(() => second.runs, SOON).toContainEqual({ msg_id: id, holds: true });
    writeFileSync(go, "");
    await expect.poll(() => textOf(second), SOON).toBe("part 0\npart 1\n");

    second.close();
    const client = new JupyterClient(lab.url);
    const connections = async () =>
      ((await client.get(`/api/kernels/${kernel}`)) as { connections: number }).connections;
    await expect.poll(connections, SOON).toBe(0);
    writeFileSync(end, "");
    // A cell that waits for long shows a line of the kernel's, too, which comes between what it prints.
    const kept = (): { name?: string; text?: string | string[] }[] =>
      JSON.parse(readFileSync(file, "utf8")).cells[0].outputs;
    const printed = () =>
      kept()
        .filter(({ name }) => name === "stdout")
        .flatMap(({ text = "" }) => text)
        .join("");
    await expect.poll(printed, SOON).toBe("part 0\npart 1\npart 2\n");
  },
  LAB_TIMEOUT_MS,
);

/** Opens a notebook with a kernel, as a page does. @returns the kernel's id */
async function startSession(url: string, path: string): Promise<string> {
  const body = JSON.stringify({ path, name: path, type: "notebook", kernel: { name: "swarmlab" } });
  const reply = await new JupyterClient(url).request("/api/sessions", { method: "POST", body });
  return ((await reply.json()) as { kernel: { id: string } }).kernel.id;
}

/** What a page shows of a run that another page began. */
const textOf = ({ runs }: PageConnection) =>
  runs
    .flatMap(({ run, message }) => run?.messages ?? (message ? [message] : []))
    .map(({ content }) => content.text ?? "")
    .join("");
