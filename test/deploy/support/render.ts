import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { checkout } from "../../kit/lab/support/project.ts";
import type { Manifest } from "./lint/index.ts";

const renderers = [
  { program: "kustomize", version: ["version"], build: ["build"] },
  { program: "kubectl", version: ["kustomize", "--help"], build: ["kustomize"] },
] as const;

/** The first program here that renders kustomizations; undefined when there is none. */
const renderer = renderers.find(({ program, version }) => {
  try {
    execFileSync(program, version, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

/** Why nothing can be rendered here; undefined when it can. */
export const whyNotRendered = renderer ? undefined : "neither kustomize nor kubectl is installed";

/** An overlay of deploy/kubernetes, as YAML. */
export function render(overlay: string): string {
  if (!renderer) throw new Error(whyNotRendered);
  const folder = join(checkout, "deploy/kubernetes/overlays", overlay);
  return execFileSync(renderer.program, [...renderer.build, folder], { encoding: "utf8" });
}

/** The objects in a rendered overlay. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}
