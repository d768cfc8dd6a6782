import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as listenOn } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { browserCommand } from "../../../kit/common/open-browser.mjs";
import { freePort } from "../../../kit/lab/server/free-port.mjs";
import { jupyterConfig, writeJupyterConfig } from "../../../kit/lab/server/jupyter-config.mjs";
import {
  answers,
  findRunningLab,
  noteRunningLab,
  orphanedServer,
} from "../../../kit/lab/server/running-lab.mjs";
import { ownId } from "../../../kit/lab/setup/process-table.mjs";
import { makeProject } from "./support/project.ts";

const options = { folder: "/work", author: false, ip: "127.0.0.1", port: 8888, token: "a secret" };

/** A server that knows one token, as JupyterLab does. */
async function serverWithToken(token: string): Promise<string> {
  const server = createServer((request, reply) => {
    reply.writeHead(request.headers.authorization === `token ${token}` ? 200 : 403).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a busy port gives the next free one", async () => {
  const busy = listenOn();
  await new Promise<void>((listening) => busy.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void busy.close());
  const { port } = busy.address() as AddressInfo;
  expect(await freePort(port)).toBeGreaterThan(port);
});

test("an address that is not this machine's is refused by name", async () => {
  await expect(freePort(8888, "203.0.113.7")).rejects.toMatchObject({
    code: "BAD_ADDRESS",
    message: expect.stringContaining("203.0.113.7"),
  });
});

test("the token stands only in a file that no other user may read", () => {
  const { places } = makeProject();
  const file = writeJupyterConfig(places, options);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, "utf8")).IdentityProvider.token).toBe("a secret");
});

test("JupyterLab's configuration turns off the requests for updates, news and extensions", () => {
  const { places } = makeProject();
  expect(jupyterConfig(options).LabApp).toEqual({
    custom_css: true,
    check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
    news_url: null,
    extension_manager: "readonly",
    extra_labextensions_path: [join(import.meta.dirname, "../../../kit/lab/page")],
  });
  writeJupyterConfig(places, options);
  const page = JSON.parse(readFileSync(join(places.jupyter, "config/labconfig/page_config.json"), "utf8"));
  expect(Object.keys(page.disabledExtensions)).toContain("@jupyterlab/apputils-extension:announcements");
});

test("lesson sources open as notebooks for authors only", () => {
  expect(jupyterConfig(options).ServerApp.jpserver_extensions.jupytext).toBe(false);
  expect(jupyterConfig({ ...options, author: true }).ServerApp.jpserver_extensions.jupytext).toBe(true);
});

test("a lab is running when its processes live and its address answers to its token", async () => {
  const { places } = makeProject();
  const address = await serverWithToken("mine");
  const running = { lab: ownId(), server: ownId(), address, token: "mine", url: `${address}/lab` };
  expect(await findRunningLab(places)).toBeUndefined();
  noteRunningLab(places, running);
  expect(await findRunningLab(places)).toEqual(running);
  expect(statSync(places.state).mode & 0o777).toBe(0o600);

  noteRunningLab(places, { ...running, token: "another's" });
  expect(await findRunningLab(places), "somebody else's server").toBeUndefined();
});

test("a note that a killed lab left is no running lab, and tells which server is orphaned", async () => {
  const { places } = makeProject();
  const gone = { pid: ownId().pid, started: "another time" };
  noteRunningLab(places, { lab: gone, server: ownId(), address: "http://127.0.0.1:1", token: "t", url: "" });
  expect(await findRunningLab(places)).toBeUndefined();
  expect(orphanedServer(places)).toEqual(ownId());
  noteRunningLab(places, { lab: gone, server: gone, address: "http://127.0.0.1:1", token: "t", url: "" });
  expect(orphanedServer(places)).toBeUndefined();
});

test("an address without a server does not answer", async () => {
  expect(await answers("http://127.0.0.1:1", "t")).toBe(false);
});

test("a browser is opened where there is one", () => {
  expect(browserCommand({ platform: "darwin", env: {}, wsl: false })).toEqual(["open"]);
  expect(browserCommand({ platform: "linux", env: {}, wsl: true })).toEqual(["explorer.exe"]);
  expect(browserCommand({ platform: "linux", env: { DISPLAY: ":0" }, wsl: false })).toEqual(["xdg-open"]);
  expect(browserCommand({ platform: "linux", env: {}, wsl: false })).toBeUndefined();
});
