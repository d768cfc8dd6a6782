import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../kit/lab/server/free-port.mjs";
import { until } from "../kit/lab/support/programs.ts";
import { debianMirror, makeBaseImage } from "./support/base-image.ts";
import { commandsOf, projectStages, stageNamed } from "./support/dockerfile.ts";
import { ImageStore, succeeded, whyNoImage } from "./support/image-store.ts";
import { slimLibraries } from "./support/libraries.ts";

const reason = await whyNoImage(debianMirror);
if (reason) console.warn(`Skipped: the build of deploy/Dockerfile, because ${reason}.`);

describe.skipIf(reason !== undefined)("deploy/Dockerfile, built", () => {
  let store: ImageStore;
  let librariesOfBase: string;

  beforeAll(async () => {
    store = new ImageStore();
    const base = await makeBaseImage(store, stageNamed(projectStages, "machine").from);
    librariesOfBase = (await store.must("chroot", base, "ldconfig", "-p")).stdout;
    const files = ["--file", "deploy/Dockerfile", "--ignorefile", "deploy/Dockerfile.dockerignore"];
    const options = ["--isolation", "chroot", "--network", "host", "--pull=never", ...files];
    succeeded(await store.buildah(["bud", ...options, "--tag", "swarmlab", "."], 2_400_000), "buildah bud");
  }, 3_600_000);

  afterAll(() => store?.remove(), 600_000);

  /** A fresh container of the image. */
  async function container(name: string): Promise<string> {
    succeeded(
      await store.buildah(["from", "--pull=never", "--name", name, "localhost/swarmlab"]),
      "buildah from",
    );
    return name;
  }

  test("a slim Debian has the libraries that the quick test takes for granted, and no libatomic", () => {
    for (const library of slimLibraries) expect(librariesOfBase).toContain(`\t${library} (`);
    expect(librariesOfBase).not.toContain("libatomic.so.1");
  });

  test("the doctor finds nothing wrong in it, and its kernel answers", async () => {
    const doctor = await store.inContainer(await container("healthy"), [
      "node",
      "kit/lab/start.mjs",
      "doctor",
    ]);
    expect(doctor.output).toMatch(/✓ Node 26\.\S+ of the project runs the notebooks/);
    expect(doctor.output).toMatch(/✓ the kernel starts \(.+ s\) and answers 1 \+ 1 with 2/);
    expect(doctor.output).not.toContain("✗");
    expect(doctor.code).toBe(0);
  }, 120_000);

  test("its own command opens a lab with all lessons, which only the token opens", async () => {
    const [command = []] = commandsOf(stageNamed(projectStages, "lab")).slice(-1);
    const port = String(await freePort(18_888, "0.0.0.0"));
    const onPort = command.map((word) => (word === "8888" ? port : word));
    // `timeout` ends the lab when the test cannot.
    const log = "/home/node/lab.log";
    const script = `timeout --signal=INT --kill-after=20 100 "$@" > ${log} 2>&1`;
    const name = await container("lab");
    const ended = store.inContainer(name, ["sh", "-c", script, "sh", ...onPort]);
    const printed = async () => (await store.inContainer(name, ["cat", log])).stdout;
    const url = async () => /^ {2}http:\S+token=(\S+)$/m.exec(await printed())?.[1];
    await until(async () => (await url()) !== undefined, "the lab prints its address");
    const token = await url();

    const status = (query: string) => fetch(`http://127.0.0.1:${port}/api/status${query}`);
    expect((await status("")).status).toBe(403);
    expect((await status(`?token=${token}`)).status).toBe(200);
    const work = await fetch(`http://127.0.0.1:${port}/api/contents?token=${token}`);
    expect(JSON.stringify(await work.json())).toContain("01-one-agent.ipynb");
    await fetch(`http://127.0.0.1:${port}/api/shutdown?token=${token}`, { method: "POST" });
    expect((await ended).code).toBe(0);
  }, 150_000);

  test("without libatomic the set-up and the doctor say what to install", async () => {
    const name = await container("without-libatomic");
    const removed = ["dpkg", "--purge", "--force-depends", "libatomic1"];
    succeeded(await store.inContainer(name, removed, ["--user", "root"]), "dpkg");
    const install = "install it with `sudo apt-get install libatomic1`";

    const doctorHelps = async (when: string) => {
      const doctor = await store.inContainer(name, ["node", "kit/lab/start.mjs", "doctor"]);
      expect(doctor.output, when).toContain("✗ the project's Node cannot start");
      expect(doctor.output, when).toContain(`→ ${install}`);
      expect(doctor.code, when).toBe(1);
    };
    await doctorHelps("with the packages installed");

    await store.inContainer(name, ["rm", "-r", "node_modules"]);
    const setUp = await store.inContainer(name, ["node", "kit/lab/start.mjs", "lab", "--set-up-only"]);
    expect(setUp.output).toContain(`this machine lacks the shared library libatomic.so.1: ${install}`);
    expect(setUp.code).toBe(1);
    await doctorHelps("with what npm has left");
  }, 300_000);
});
