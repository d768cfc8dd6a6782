import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { PieceSeconds } from "../workloads/workload.ts";
import { scriptPath } from "./script-path.ts";

/** A Python that works, and how fast it is. */
export interface Python {
  /** "python3.14t": the name it is known by. */
  readonly name: string;
  readonly path: string;
  readonly version: string;
  /** Whether its threads take turns. */
  readonly gil: boolean;
  readonly pieceSeconds: PieceSeconds;
}

/** The Pythons that are looked for, the free-threaded one first. */
const NAMES = ["python3.14t", "python3.14", "python3.13"];

/** Tries every Python on PATH. One that does not work is a sentence; one that is not there is none. */
export async function findPythons(
  path = process.env.PATH ?? "",
  signal?: AbortSignal,
): Promise<{ pythons: readonly Python[]; notes: readonly string[] }> {
  const pythons: Python[] = [];
  const notes: string[] = [];
  for (const name of NAMES) {
    const program = findOnPath(name, path);
    if (program === undefined) continue;
    try {
      pythons.push({ name, path: program, ...(await statusOf(program, signal)) });
    } catch (error) {
      notes.push(`${name} is on PATH but does not work (${reasonOf(error)}); it was left out.`);
    }
  }
  if (pythons.length === 0 && notes.length === 0)
    notes.push(`No Python was measured: none of ${NAMES.join(", ")} is on PATH.`);
  return { pythons, notes };
}

async function statusOf(program: string, signal?: AbortSignal): Promise<Omit<Python, "name" | "path">> {
  const { stdout } = await promisify(execFile)(program, ["-B", scriptPath("host.py"), "--status"], {
    timeout: 60_000,
    ...(signal && { signal }),
  });
  return JSON.parse(stdout);
}

/** The last thing it said says most: so do Python's tracebacks, and so do shims. */
function reasonOf(error: unknown): string {
  const { stderr = "", message = String(error) } = error as { stderr?: string; message?: string };
  const lines = stderr
    .trim()
    .split("\n")
    .filter((line) => line.trim() !== "");
  const said = lines.find((line) => /not found|error/i.test(line)) ?? lines.at(-1) ?? message;
  return said.trim().slice(0, 200);
}

function findOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
