import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What programs of one project read to find the embedded engine. Only its owner may read the file. */
export interface EngineState {
  /** The process that keeps the engine. */
  readonly pid: number;
  /** The port on which programs say that they use the engine. */
  readonly port: number;
  /** What they have to say first. */
  readonly token: string;
  /** Where PostgreSQL answers, with user and password. */
  readonly url: string;
}

const fileOf = (folder: string) => join(folder, "engine.json");

/** The last state that was written; undefined before the first state is written, or where the file is damaged. */
export function readState(folder: string): EngineState | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder), "utf8")) as EngineState;
  } catch {
    return undefined;
  }
}

export function writeState(folder: string, state: EngineState): void {
  const partial = `${fileOf(folder)}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(state), { mode: 0o600 });
  renameSync(partial, fileOf(folder));
}

/** Removes the state: the engine ends, or its keeper was killed. */
export function forgetState(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}
