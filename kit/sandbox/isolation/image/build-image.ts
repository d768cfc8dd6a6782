import { chmod, copyFile, link, mkdir, mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../../common/sibling-module.ts";
import { seccompFilter } from "../seccomp-filter.ts";
import { bundleRunner } from "./bundle-runner.ts";
import { sweepImages } from "./left-folders.ts";
import { packageClosure } from "./package-closure.ts";
import { findProgram, librariesOf, librariesOfNode } from "./program-files.ts";

/** The file system that answers see, in a folder of its own. */
export interface Image {
  /** The folder of the image and its filters. It is removed as a whole. */
  readonly folder: string;
  /** The root of the file system. */
  readonly root: string;
  /** The path of the runner inside the sandbox. */
  readonly runner: string;
  /** Files with seccomp filters: one lets only threads start, the other processes too. Undefined where the architecture has none. */
  readonly filters?: { readonly threads: string; readonly processes: string };
}

/** The name of an image's folder begins with this; the number of the process that made it follows. */
export const imagePrefix = "swarmlab-sandbox-";
/** Folders of the kit that run in the process of an answer. */
const kitFolders = ["common", "explore", "sandbox/process"];
/** Files of a package that no program runs. */
const notNeeded = /\.(?:d\.[cm]?ts|map|md|markdown)$/i;

/**
 * Builds the file system that answers see: Node with its libraries, the lab with the packages it needs, and the runner. It holds nothing else
 * of this machine, and no path in it tells where the course is.
 *
 * @param root - the course's folder
 * @param programs - programs of this machine that the sandbox needs inside
 * @param given - an empty folder for it. @default one in the system's temporary folder, which is removed when this process has ended
 */
export async function buildImage(root: string, programs: readonly string[], given?: string): Promise<Image> {
  if (given === undefined) sweepImages(imagePrefix);
  const folder = given ?? (await mkdtemp(join(tmpdir(), `${imagePrefix}${process.pid}-`)));
  const image = join(folder, "image");
  // The user that answers run as must be able to enter it.
  await chmod(folder, 0o755);
  const place = (file: string) => join(image, file);
  for (const name of ["bin", "dev", "etc", "lab", "proc", "tmp"]) await makeFolder(place(name));
  // Docker gives its mount the permissions of the folder below.
  await chmod(place("tmp"), 0o1777);

  const files = programs.map((name) => findProgram(name)).filter((file) => file !== undefined);
  const libraries = new Set([...librariesOfNode(), ...files.flatMap(librariesOf)]);
  const runner = fileURLToPath(siblingModule(import.meta.url, "../../process/runner"));
  const kit = join(dirname(runner), "../..");
  const [bundled] = await Promise.all([
    bundleRunner(runner),
    bringFile(process.execPath, place("bin/node")),
    ...files.map((file) => copy(file, place(`bin/${basename(file)}`), 0o755)),
    ...[...libraries].map((file) => copy(file, place(file), 0o755)),
    ...packageClosure(root).map((needed) =>
      bringPackage(needed.folder, place(`lab/node_modules/${needed.place}`)),
    ),
    ...kitFolders.map((name) => copyFolder(join(kit, name), place(`lab/kit/${name}`))),
    write(place("lab/package.json"), '{ "type": "module" }\n'),
    // Programs look up the name of their user.
    write(place("etc/passwd"), "learner:x:65534:65534::/tmp:/bin/false\n"),
    write(place("etc/group"), "learner:x:65534:\n"),
  ]);
  const name = bundled === undefined ? basename(runner) : "runner.cjs";
  if (bundled !== undefined) await write(place(`lab/kit/sandbox/process/${name}`), bundled);
  const filters = await writeFilters(folder);
  return {
    folder,
    root: image,
    runner: `/lab/kit/sandbox/process/${name}`,
    ...(filters ? { filters } : {}),
  };
}

async function writeFilters(folder: string): Promise<Image["filters"]> {
  const { arch } = process;
  if (arch !== "x64" && arch !== "arm64") return undefined;
  const [threads, processes] = [join(folder, "threads.bpf"), join(folder, "processes.bpf")];
  await writeFile(threads, seccompFilter(arch, "threads"));
  await writeFile(processes, seccompFilter(arch, "processes"));
  return { threads, processes };
}

/** The lab is copied, because it may be rebuilt while answers run. Other packages are linked where possible, which is quicker. */
async function bringPackage(from: string, to: string): Promise<void> {
  if (!to.endsWith("/@swarmlab/labs")) return bringFolder(from, to);
  await copy(join(from, "package.json"), join(to, "package.json"));
  await copyFolder(join(from, "dist"), join(to, "dist"));
}

const bringFolder = (from: string, to: string) => eachFile(from, to, bringFile);
const copyFolder = (from: string, to: string) => eachFile(from, to, copy);

async function eachFile(
  from: string,
  to: string,
  bring: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  await makeFolder(to);
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await eachFile(source, target, bring);
      else if (entry.isFile() && !notNeeded.test(entry.name)) await bring(source, target);
    }),
  );
}

/** Links a file, or copies it where it cannot be linked or could not be read by another user. */
async function bringFile(from: string, to: string): Promise<void> {
  try {
    if (((await stat(from)).mode & 0o004) === 0) throw new Error("not for everybody");
    await link(from, to);
  } catch {
    await copy(from, to, to.endsWith("/bin/node") ? 0o755 : 0o644);
  }
}

async function copy(from: string, to: string, mode = 0o644): Promise<void> {
  await makeFolder(dirname(to));
  await copyFile(from, to);
  await chmod(to, mode);
}

// The umask of this process may keep other users out, and answers run as another user. So every file and folder gets its mode explicitly.

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  await chmod(file, 0o644);
}

/** Makes a folder and the missing ones above it. All users may enter them. */
async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true });
  if (topmost === undefined) return;
  for (let made = folder; made.length >= topmost.length; made = dirname(made)) await chmod(made, 0o755);
}
