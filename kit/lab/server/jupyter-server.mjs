import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { LabError } from "../setup/lab-error.mjs";
import { descendantsOf, identify, isAlive, signalEach } from "../setup/process-table.mjs";
import { jupyterEnv } from "../setup/python-env.mjs";
import { lastLines } from "../setup/run.mjs";
import { writeJupyterConfig } from "./jupyter-config.mjs";
import { answers } from "./running-lab.mjs";

/**
 * @typedef {import("../setup/places.mjs").Places} Places
 * @typedef {import("./jupyter-config.mjs").ServerOptions} ServerOptions
 * @typedef {import("../setup/process-table.mjs").ProcessId} ProcessId
 */

const serve = fileURLToPath(new URL("serve.py", import.meta.url));

/** JupyterLab may take this long to answer, and to shut its kernels down. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 8_000;

/** One JupyterLab, from its start to the end of its last kernel. */
export class JupyterServer {
  #child;
  #places;
  #options;
  /** @type {ProcessId} */
  #id;
  /** @type {Promise<number>} */
  ended;

  /** @param {Places} places @param {ServerOptions} options */
  constructor(places, options) {
    this.#places = places;
    this.#options = options;
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    const config = writeJupyterConfig(places, options);
    const log = openSync(this.logFile, "w", 0o600);
    // JupyterLab gets a session of its own, so that a terminal's Ctrl-C reaches the lab alone, which then ends JupyterLab.
    this.#child = spawn(places.python, [serve, `--config=${config}`], {
      cwd: options.folder,
      env: jupyterEnv(places),
      stdio: ["pipe", log, log],
      detached: true,
    });
    closeSync(log);
    this.#id = identify(this.#child.pid ?? -1) ?? { pid: -1, started: "" };
    this.ended = new Promise((resolve) => {
      this.#child.on("error", () => resolve(127));
      this.#child.on("exit", (code) => resolve(code ?? 1));
    });
  }

  /** The file that holds what JupyterLab prints. */
  get logFile() {
    return join(this.#places.jupyter, "jupyterlab.log");
  }

  get id() {
    return this.#id;
  }

  /**
   * Waits until JupyterLab answers, and ends it when it does not in time.
   *
   * @returns {Promise<string>} its address, `http://127.0.0.1:8888`. The port differs from the wanted one when
   *   another program took that meanwhile.
   */
  async ready() {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (!isAlive(this.#id)) {
        throw new LabError("JUPYTER_ENDED", "JupyterLab ended before it was ready. It said:", {
          details: this.#logEnd(),
        });
      }
      const address = this.#address();
      if (address && (await answers(address, this.#options.token))) return address;
      await sleep(50);
    }
    await this.stop();
    throw new LabError(
      "JUPYTER_SILENT",
      `JupyterLab did not answer within ${START_TIMEOUT_MS / 1000} s. It said:`,
      {
        details: this.#logEnd(),
      },
    );
  }

  /** The address, from the file that JupyterLab writes once it listens. */
  #address() {
    try {
      const file = join(this.#places.jupyter, "runtime", `jpserver-${this.#id.pid}.json`);
      return `http://${hostFor(this.#options.ip)}:${JSON.parse(readFileSync(file, "utf8")).port}`;
    } catch {
      return undefined;
    }
  }

  #logEnd() {
    return lastLines(readFileSync(this.logFile, "utf8"));
  }

  /** Ends JupyterLab, its kernels and all processes that these have started. All of them have ended when this resolves. */
  async stop() {
    const seen = new Map();
    const look = () => {
      for (const one of descendantsOf(this.#id.pid)) seen.set(`${one.pid} ${one.started}`, one);
    };
    look();
    signalEach([this.#id], "SIGTERM");
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(this.#id) && Date.now() < deadline) {
      await sleep(50);
      look();
    }
    const left = [this.#id, ...seen.values()];
    signalEach(left, "SIGKILL");
    for (let tries = 0; tries < 100 && left.some(isAlive); tries++) await sleep(20);
  }
}

/** The host to open in a browser, which cannot open the address that means all addresses. @param {string} ip */
function hostFor(ip) {
  if (ip === "0.0.0.0" || ip === "::") return "127.0.0.1";
  return ip.includes(":") ? `[${ip}]` : ip;
}
