import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { descendantsOf, isAlive } from "../../../kit/lab/setup/process-table.mjs";
import { JupyterClient } from "./support/jupyter-client.ts";
import { copyLab, openLab, ready } from "./support/lab-copy.ts";
import { command, start, until } from "./support/programs.ts";

/** A real JupyterLab is started here, with real kernels, on a machine that may be busy. */
const LAB_TIMEOUT_MS = 300_000;

test(
  "opens JupyterLab on the first lesson, behind a token, with one kernel that works, and ends on Ctrl-C",
  async () => {
    const copy = copyLab();
    const lab = await openLab(copy);
    const client = new JupyterClient(lab.url);
    expect(new URL(lab.url).pathname).toMatch(/^\/lab\/tree\/00-.*\.ipynb$/);
    expect(existsSync(join(copy.root, "work", new URL(lab.url).pathname.split("/").at(-1) ?? ""))).toBe(true);

    const { kernelspecs } = (await client.get("/api/kernelspecs")) as {
      kernelspecs: Record<string, { resources: object }>;
    };
    expect(Object.keys(kernelspecs)).toEqual(["swarmlab"]);
    expect(Object.keys(kernelspecs.swarmlab?.resources ?? {})).toContain("logo-svg");
    const kernel = await client.startKernel();
    const came = await kernel.execute("const halves: number = 20.5; halves * 2");
    expect(came.map((message) => message.content.data?.["text/plain"])).toContain("41");

    lab.child.kill("SIGINT");
    const { code, stderr } = await lab.ended;
    expect(code).toBe(0);
    expect(stderr).toContain("The lab has ended.");
  },
  LAB_TIMEOUT_MS,
);

test(
  "lets nobody in without the token, nor on any other address of this machine",
  async () => {
    const lab = await openLab(copyLab());
    const { origin, port } = new URL(lab.url);
    expect((await new JupyterClient(lab.url).request("/api/contents")).status).toBe(200);
    expect((await fetch(`${origin}/api/contents`)).status).toBe(403);
    expect((await fetch(`${origin}/api/contents?token=guessed`)).status).toBe(403);
    const page = await fetch(`${origin}/lab`);
    expect(new URL(page.url).pathname).toBe("/login");

    const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    const others = addresses.filter(({ address, scopeid }) => address !== "127.0.0.1" && !scopeid);
    // All of 127.0.0.0/8 is this machine on Linux, so that even without a network there is another address to try.
    for (const address of [...others.map((one) => one.address), "127.0.0.2"]) {
      expect(await canConnect(address, Number(port)), address).toBe(false);
    }
  },
  LAB_TIMEOUT_MS,
);

test(
  "the page asks nobody for news or updates, and a learner's settings start with line numbers",
  async () => {
    const lab = await openLab(copyLab());
    const client = new JupyterClient(lab.url);
    const page = await (await client.request("/lab")).text();
    const config = JSON.parse(/id="jupyter-config-data"[^>]*>([^<]*)</.exec(page)?.[1] ?? "{}");
    expect(config.news).toEqual({ disabled: true });
    expect(config.disabledExtensions).toEqual(
      expect.arrayContaining([
        "@jupyterlab/extensionmanager-extension",
        "@jupyterlab/apputils-extension:announcements",
        "jupyterlab-jupytext",
      ]),
    );
    const defaults = async (plugin: string) => {
      const answer = await client.get(`/lab/api/settings/${plugin}`);
      return (answer as { schema: { properties: Record<string, { default: unknown }> } }).schema.properties;
    };
    const notifications = await defaults("@jupyterlab/apputils-extension:notification");
    expect(notifications.fetchNews?.default).toBe("false");
    const notebooks = await defaults("@jupyterlab/notebook-extension:tracker");
    expect(notebooks.codeCellConfig?.default).toMatchObject({ lineNumbers: true });
  },
  LAB_TIMEOUT_MS,
);

test(
  "for authors it opens the whole project, and a lesson's source opens as a notebook",
  async () => {
    const lab = await openLab(copyLab(), "--author");
    const client = new JupyterClient(lab.url);
    const found = (await client.get("/api/contents/solutions")) as {
      content: { name: string; path: string }[];
    };
    const source = found.content.find((one) => /^\d\d-.*\.ts$/.test(one.name));
    const opened = (await client.get(`/api/contents/${source?.path}?type=notebook&content=1`)) as {
      type: string;
      content: { cells: unknown[] };
    };
    expect(opened.type).toBe("notebook");
    expect(opened.content.cells.length).toBeGreaterThan(5);
  },
  LAB_TIMEOUT_MS,
);

test(
  "a second start says where the first one runs and leaves it alone",
  async () => {
    const copy = copyLab();
    const lab = await openLab(copy);
    const second = await command(copy, "lab", "--no-browser").ended;
    expect(second.code).toBe(0);
    expect(second.stdout).toContain(`A lab is already running for this project:\n\n  ${lab.url}\n`);
    expect((await new JupyterClient(lab.url).request("/api/status")).ok).toBe(true);
  },
  LAB_TIMEOUT_MS,
);

test(
  "two starts at the same moment give one lab",
  async () => {
    const copy = copyLab();
    const both = [command(copy, "lab", "--no-browser"), command(copy, "lab", "--no-browser")];
    await Promise.all(both.map((one) => ready(one)));
    await until(
      () => both.some((one) => one.output().includes("already running")),
      "one of them finds the other",
    );
    expect(both.filter((one) => one.output().includes("Swarm Lab is ready"))).toHaveLength(1);
  },
  LAB_TIMEOUT_MS,
);

test(
  "a busy port gives the next free one, with a sentence",
  async () => {
    const busy = createServer();
    await new Promise<void>((listening) => busy.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void busy.close());
    const { port } = busy.address() as { port: number };
    const lab = await openLab(copyLab(), "--port", String(port), "--token", "my own");
    const opened = new URL(lab.url);
    expect(Number(opened.port)).toBeGreaterThan(port);
    expect(opened.searchParams.get("token")).toBe("my own");
    expect(lab.output()).toContain(`Port ${port} is busy, so the lab takes ${opened.port}.`);
  },
  LAB_TIMEOUT_MS,
);

test(
  "what a learner wrote is there, byte for byte, after the next start",
  async () => {
    const copy = copyLab();
    const first = await openLab(copy);
    const notebook = join(copy.root, "work", new URL(first.url).pathname.split("/").at(-1) ?? "");
    first.child.kill("SIGINT");
    await first.ended;
    const written = readFileSync(notebook, "utf8").replace('"cells": [', '"cells":  [');
    writeFileSync(notebook, written);
    writeFileSync(join(copy.root, "work", "mine.txt"), "my notes");

    const second = await openLab(copy);
    expect(readFileSync(notebook, "utf8")).toBe(written);
    expect(readFileSync(join(copy.root, "work", "mine.txt"), "utf8")).toBe("my notes");
    second.child.kill("SIGINT");
    await second.ended;
  },
  LAB_TIMEOUT_MS,
);

/** A cell that starts a thread and a process which both burn a core, and then never comes back itself. */
const neverEnding = `
import { Worker } from "node:worker_threads";
import { spawn } from "node:child_process";
new Worker("for (;;);", { eval: true });
spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
setTimeout(() => { console.log("spinning"); setTimeout(() => { for (;;); }, 50); }, 300);
await new Promise(() => {});`;

test(
  "Ctrl-C in the terminal of npm run lab leaves no process, busy kernels and what they started included",
  async () => {
    const copy = copyLab();
    // In a process group of its own, as a terminal has one: Ctrl-C reaches npm, its shell and the lab at once.
    const npm = start("npm", ["run", "lab", "--", "--no-browser"], {
      cwd: copy.root,
      env: copy.env,
      detached: true,
    });
    const lab = await ready(npm);
    const kernel = await new JupyterClient(lab.url).startKernel();
    await kernel.executeUntil(neverEnding, "spinning");
    const all = descendantsOf(npm.pid);
    // The lab, JupyterLab, the kernel and the process the cell started, at the least.
    expect(all.length).toBeGreaterThanOrEqual(4);
    process.kill(-npm.pid, "SIGINT");
    await npm.ended;
    expect(npm.output()).toContain("The lab has ended.");
    expect(all.filter(isAlive)).toEqual([]);
  },
  LAB_TIMEOUT_MS,
);

test.each(["SIGTERM", "SIGHUP"] as const)(
  "%s ends it as Ctrl-C does",
  async (signal) => {
    const lab = await openLab(copyLab());
    await new JupyterClient(lab.url).startKernel();
    const all = descendantsOf(lab.pid);
    lab.child.kill(signal);
    expect((await lab.ended).code).toBe(0);
    expect(all.filter(isAlive)).toEqual([]);
  },
  LAB_TIMEOUT_MS,
);

test(
  "JupyterLab and its kernels end even when the lab is killed, and the next start works",
  async () => {
    const copy = copyLab();
    const lab = await openLab(copy);
    const kernel = await new JupyterClient(lab.url).startKernel();
    await kernel.execute("1");
    const all = descendantsOf(lab.pid);
    expect(all.length).toBeGreaterThanOrEqual(2);
    lab.child.kill("SIGKILL");
    await lab.ended;
    await until(() => !all.some(isAlive), "JupyterLab and its kernel have ended");

    const next = await openLab(copy);
    expect((await new JupyterClient(next.url).request("/api/status")).ok).toBe(true);
  },
  LAB_TIMEOUT_MS,
);

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}
