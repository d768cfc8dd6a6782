import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { Image } from "../image/build-image.ts";
import { isRunning } from "../image/left-folders.ts";
import { clientEnvironment } from "./docker.ts";

const run = promisify(execFile);
/** The label of our containers. Its value is the number of the grader's process. */
const label = "swarmlab.grader";

/** Makes a Docker image of the sandbox's file system. Nothing is downloaded. @returns the id of the Docker image */
export async function importImage(program: string, image: Image): Promise<string> {
  const pack = spawn(
    "tar",
    ["-C", image.root, "--numeric-owner", "--owner=0", "--group=0", "-cf", "-", "."],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const load = spawn(program, ["import", "-"], { stdio: ["pipe", "pipe", "pipe"], env: clientEnvironment() });
  pack.stdout.pipe(load.stdin);
  let [id, problem] = ["", ""];
  load.stdout.setEncoding("utf8").on("data", (text) => (id += text));
  load.stderr.setEncoding("utf8").on("data", (text) => (problem += text));
  load.stdin.on("error", () => {});
  const code = await new Promise((resolve, reject) => {
    load.once("close", resolve);
    for (const child of [pack, load]) child.once("error", reject);
  });
  if (code !== 0 || id.trim() === "") throw new Error(problem.trim() || "docker import failed");
  return id.trim();
}

export async function removeImage(program: string, id: string): Promise<void> {
  await run(program, ["rmi", "--force", id], { env: clientEnvironment() }).catch(() => {});
}

/**
 * Removes containers whose grader has ended: a grader that is killed cannot remove them.
 * @param own - the grader whose containers are removed although it runs
 */
export async function removeLeftContainers(program: string, own?: number): Promise<void> {
  const format = `{{.ID}} {{.Label "${label}"}}`;
  const { stdout } = await run(program, ["ps", "--all", "--filter", `label=${label}`, "--format", format], {
    env: clientEnvironment(),
  }).catch(() => ({ stdout: "" }));
  for (const line of stdout.split("\n")) {
    const [id, grader] = line.split(" ");
    const pid = Number(grader);
    if (!id || !pid || (pid !== own && isRunning(pid))) continue;
    await run(program, ["rm", "--force", id], { env: clientEnvironment() }).catch(() => {});
  }
}
