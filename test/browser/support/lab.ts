import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../kit/lab/server/free-port.mjs";
import { JupyterServer } from "../../../kit/lab/server/jupyter-server.mjs";
import { kernelspec } from "../../../kit/lab/setup/kernelspec.mjs";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { run } from "../../../kit/lab/setup/run.mjs";

export const projectRoot = join(import.meta.dirname, "../../..");

/** The lab as `npm run lab` starts it, on fresh copies of the lessons, so that the project's work/ is not touched. */
export class TestLab {
  /** Where the copies of the lessons are. */
  readonly work: string;
  /** The address to open, with its token. */
  readonly url: string;
  readonly #server: JupyterServer;
  readonly #folder: string;

  private constructor(folder: string, work: string, url: string, server: JupyterServer) {
    this.#folder = folder;
    this.#server = server;
    this.work = work;
    this.url = url;
  }

  static async start(): Promise<TestLab> {
    const own = placesOf(projectRoot);
    // Inside the project, so that the cells' imports are found as they are from work/.
    mkdirSync(join(own.lab, "tmp"), { recursive: true });
    const folder = mkdtempSync(join(own.lab, "tmp", "browser-"));
    const jupyter = join(folder, "jupyter");
    const places = {
      ...own,
      jupyter,
      kernelspec: join(jupyter, "kernels/swarmlab"),
      work: join(folder, "work"),
    };
    mkdirSync(places.work);
    for (const name of readdirSync(join(projectRoot, "notebooks"))) {
      if (name.endsWith(".ipynb")) cpSync(join(projectRoot, "notebooks", name), join(places.work, name));
    }
    await kernelspec.perform(places, { run, say: () => {} });
    const token = "test-lab";
    const options = {
      folder: places.work,
      author: false,
      ip: "127.0.0.1",
      port: await freePort(8930, "127.0.0.1"),
      token,
    };
    const server = new JupyterServer(places, options);
    const address = await server.ready();
    return new TestLab(folder, places.work, `${address}/lab?token=${token}`, server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
