import type { Manifest } from "./manifest.ts";
import { podFaults } from "./pods.ts";
import { referenceFaults } from "./references.ts";
import { selectorFaults } from "./selectors.ts";

export type { Manifest } from "./manifest.ts";

/** What a validator of single objects cannot see: names, labels and ports that do not fit together, and pods that are open. */
export function lintManifests(manifests: readonly Manifest[]): string[] {
  return [...selectorFaults(manifests), ...referenceFaults(manifests), ...podFaults(manifests)];
}
