import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { PieceSeconds } from "../workloads/workload.ts";
import { scriptPath } from "./script-path.ts";

/** A working Python, and its speed. */
export interface Python {
  /** The name of the program: "python3.14t". */
  readonly name: string;
  readonly path: string;
  readonly version: string;
  /** Whether it has a GIL, so that its threads take turns. */
  readonly gil: boolean;
  readonly pieceSeconds: PieceSeconds;
}

/** The programs to look for, the free-threaded one first. */
const NAMES = ["python3.14t", "python3.14", "python3.13"];

/** Finds the Pythons on PATH. A Python that does not work is mentioned in the notes; a missing one is not. */
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

/** The first line of stderr that names an error, else the last line: Python's tracebacks end with the error. */
function reasonOf(error: unknown): string {
  const { stderr = "", message = String(error) } = error as { stderr?: string; message?: string };
  const lines = stderr
    .trim()
    .split("\n")
    .filter((line) => line.trim() !== "");
  const reason = lines.find((line) => /not found|error/i.test(line)) ?? lines.at(-1) ?? message;
  return reason.trim().slice(0, 200);
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
