import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { npmEnv } from "../../../../kit/lab/setup/npm-packages.mjs";
import { placesOf } from "../../../../kit/lab/setup/places.mjs";
import { pythonPackages } from "../../../../kit/lab/setup/python-packages.mjs";
import { command, type Running, until } from "./programs.ts";
import { checkout, linkPackages, temporaryFolder } from "./project.ts";

/** A copy of the whole project, so that a lab in it neither disturbs nor is disturbed by one in the checkout. */
export interface LabCopy {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

const copied = [
  "kit",
  "labs",
  "notebooks",
  "solutions",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
  ".lab/build-stamp",
];

/**
 * What is installed is linked, what is built is copied; what the checkout has not, or not up to date, the copy makes for
 * itself.
 */
export function copyLab(): LabCopy {
  const root = temporaryFolder();
  const filter = (path: string) => basename(path) !== "node_modules";
  const options = { recursive: true, preserveTimestamps: true, filter };
  for (const name of copied) {
    if (existsSync(join(checkout, name))) cpSync(join(checkout, name), join(root, name), options);
  }
  linkPackages(root);
  // Through the link, a set-up in the copy would install into the checkout.
  if (pythonPackages.isDone(placesOf(checkout))) {
    mkdirSync(join(root, ".lab"), { recursive: true });
    symlinkSync(join(checkout, ".lab", "venv"), join(root, ".lab", "venv"));
  }
  return { root, env: npmEnv(placesOf(checkout)) };
}

/** A lab that is ready. */
export interface OpenLab extends Running {
  /** What it printed for the browser. */
  readonly url: string;
}

/** Starts `npm run lab -- --no-browser` with more options and waits for its address. */
export async function openLab(copy: LabCopy, ...options: string[]): Promise<OpenLab> {
  return ready(command(copy, "lab", "--no-browser", ...options));
}

/** Waits until a lab that was started prints its address. */
export async function ready(lab: Running, timeoutMs = 120_000): Promise<OpenLab> {
  const url = () => /^ {2}(http:\S+)$/m.exec(lab.output())?.[1];
  let hasEnded = false;
  void lab.ended.then(() => {
    hasEnded = true;
  });
  await until(() => url() !== undefined || hasEnded, "the lab prints its address", timeoutMs);
  const found = url();
  if (!found) throw new Error(`the lab did not open:\n${lab.output()}`);
  return { ...lab, url: found };
}
