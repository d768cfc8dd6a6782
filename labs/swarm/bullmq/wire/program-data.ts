import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Bundle, BundleImport } from "../../transfer/bundle.ts";
import type { AgentType } from "../../worker/messages.ts";

/** The agents of a run as far as results name them: their ids, and the names of their types. */
export type AgentNames = readonly (readonly [agentId: number, agentType: string])[];

/** What all jobs of a run have in common. It is sent once. */
export interface ProgramData {
  readonly agents: AgentNames;
  readonly types: readonly AgentType[];
  readonly bundle: Bundle;
  readonly shared: unknown;
  /** The content of each module that the code imports by a file, as a hash. */
  readonly modules: readonly { readonly specifier: string; readonly hash: string }[];
}

/** Stands for the project's folder, which each machine has elsewhere. */
const PROJECT = "project:";

export function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Replaces the paths of this machine by paths in the project, and notes what the imported modules hold. */
export function toWire(program: Omit<ProgramData, "modules">, project: string): ProgramData {
  const { code } = program.bundle;
  const modules: { specifier: string; hash: string }[] = [];
  const imports = code.imports.map((one): BundleImport => {
    if (!one.specifier.startsWith("file:")) return one;
    const path = fileURLToPath(one.specifier);
    const specifier = shorten(path, project);
    modules.push({ specifier, hash: existsSync(path) ? hashOf(readFileSync(path)) : "" });
    return { ...one, specifier };
  });
  const directory = shorten(code.directory, project);
  return { ...program, modules, bundle: { ...program.bundle, code: { ...code, imports, directory } } };
}

/**
 * The bundle of a program with this machine's paths.
 *
 * @returns a sentence instead when a module is missing here, or holds something else
 */
export function fromWire(program: ProgramData, project: string): Bundle | string {
  for (const { specifier, hash } of program.modules) {
    const path = lengthen(specifier, project);
    if (!existsSync(path))
      return `it has no module ${specifier.replace(PROJECT, "")}, which the agents are imported from`;
    if (hashOf(readFileSync(path)) !== hash)
      return `its module ${specifier.replace(PROJECT, "")} differs from the coordinator's`;
  }
  const { code } = program.bundle;
  const names = new Set(program.modules.map(({ specifier }) => specifier));
  const imports = code.imports.map((one) =>
    names.has(one.specifier)
      ? { ...one, specifier: pathToFileURL(lengthen(one.specifier, project)).href }
      : one,
  );
  const directory = lengthen(code.directory, project);
  return {
    ...program.bundle,
    code: { ...code, imports, directory: existsSync(directory) ? directory : project },
  };
}

function shorten(path: string, project: string): string {
  const inside = relative(project, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : `${PROJECT}${inside.replaceAll("\\", "/")}`;
}

function lengthen(path: string, project: string): string {
  return path.startsWith(PROJECT) ? join(project, path.slice(PROJECT.length)) : path;
}
