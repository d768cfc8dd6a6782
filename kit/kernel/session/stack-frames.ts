import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { SCOPE, withoutScope } from "../compile/scope-names.ts";
import { sourceOf } from "./cell-sources.ts";
import { tslabRequire } from "./tslab.ts";

/** A stack frame in the learner's own code. */
export interface LearnerFrame {
  /** `cell [3]`, or the file for code that a cell imports. */
  readonly title: string;
  readonly line: number;
  readonly column: number;
  /** The function, unless it is the cell itself. */
  readonly functionName?: string;
  /** The text of the line. */
  readonly sourceLine: string;
}

const kernelFolder = fileURLToPath(new URL("..", import.meta.url));
const tslabFolder = tslabRequire()
  .resolve("./package.json")
  .replace(/package\.json$/, "");
const framesOf = new WeakMap<object, readonly LearnerFrame[]>();

/**
 * Makes every error's stack name cells and their lines instead of generated JavaScript, without the kernel's own
 * frames. This also makes `console.log(error)` in a cell readable.
 */
export function installReadableStacks(): void {
  // With the default of 10 the frames of libraries may hide the learner's own.
  Error.stackTraceLimit = 40;
  Error.prepareStackTrace = (error, sites) => {
    framesOf.set(error, sites.flatMap(learnerFrame));
    const lines = sites.filter((site) => !isKernelFrame(site)).map((site) => `    at ${describe(site)}`);
    return [header(error), ...lines].join("\n");
  };
}

/** The learner's own frames of an error, innermost first. */
export function learnerFrames(error: Error): readonly LearnerFrame[] {
  // Reading `stack` calls prepareStackTrace, which stores the frames.
  void error.stack;
  return framesOf.get(error) ?? [];
}

/** The first line of a stack. `console.trace` and `Error.captureStackTrace` ask for one of an object that is no error. */
function header(error: { readonly name?: unknown; readonly message?: unknown }): string {
  try {
    const { name = "Error", message = "" } = error;
    const parts = [String(name), withoutScope(String(message))].filter((part) => part !== "");
    return parts.join(": ");
  } catch {
    return "Error";
  }
}

function isKernelFrame(site: NodeJS.CallSite): boolean {
  const file = pathOf(site);
  return (
    file === undefined ||
    file.startsWith("node:") ||
    file.startsWith(kernelFolder) ||
    file.startsWith(tslabFolder)
  );
}

function pathOf(site: NodeJS.CallSite): string | undefined {
  const file = site.getFileName();
  return file?.startsWith("file:") ? fileURLToPath(file) : (file ?? undefined);
}

function learnerFrame(site: NodeJS.CallSite): LearnerFrame[] {
  const file = pathOf(site);
  const source = file === undefined ? undefined : sourceOf(file);
  const at = source?.find(site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0);
  if (source === undefined || at === undefined) return [];
  const functionName = functionNameOf(site);
  return [
    {
      title: source.title,
      line: at.line,
      column: at.column,
      sourceLine: source.lines[at.line - 1] ?? "",
      ...(functionName === undefined ? {} : { functionName }),
    },
  ];
}

function functionNameOf(site: NodeJS.CallSite): string | undefined {
  const name = site.getFunctionName();
  if (!name) return undefined;
  const type = site.isToplevel() || site.isConstructor() ? null : site.getTypeName();
  const plain = name.startsWith(`${SCOPE}.`) ? name.slice(SCOPE.length + 1) : name;
  const isMethod = type !== null && type !== "Object" && !plain.includes(".");
  const full = isMethod ? `${type}.${plain}` : plain;
  return site.isConstructor() ? `new ${full}` : full;
}

function describe(site: NodeJS.CallSite): string {
  const [frame] = learnerFrame(site);
  if (frame === undefined) return String(site);
  const place = `${frame.title}, line ${frame.line}:${frame.column}`;
  return frame.functionName === undefined ? place : `${frame.functionName} (${place})`;
}

/** A file's path as a learner knows it: below the working directory without that directory. */
export function shortPath(file: string): string {
  const here = process.cwd() + sep;
  return file.startsWith(here) ? file.slice(here.length) : file;
}
