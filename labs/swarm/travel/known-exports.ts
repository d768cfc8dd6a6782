import * as agents from "../../agents/index.ts";
import type { LuggageImport } from "./luggage.ts";

type Origin = Omit<LuggageImport, "name">;

/**
 * Where a function or class can be imported from, when it says so itself (`static module = import.meta.url`) or
 * belongs to labs. The worker then imports it, so that `instanceof` holds there: it is the same class, not a copy.
 */
export function findExport(value: (...args: never[]) => unknown): Origin | undefined {
  for (const [exportName, known] of Object.entries(agents)) {
    if (known === value) return { specifier: "@swarmlab/labs/agents", exportName };
  }
  const module = Object.hasOwn(value, "module") ? (Reflect.get(value, "module") as unknown) : undefined;
  return typeof module === "string" && module.startsWith("file:")
    ? { specifier: module, exportName: value.name }
    : undefined;
}
