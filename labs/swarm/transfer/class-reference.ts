import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { ReadRules } from "../../common/copy/copy.ts";
import { revive } from "../../sharing/index.ts";

/** A class that both isolates load from its own module. */
export interface ModuleReference {
  readonly module: string;
  readonly name: string;
}

/** A class as the other isolate can find it by itself; undefined unless it says its module (`static module = import.meta.url`). */
export function moduleReference(type: object): ModuleReference | undefined {
  const module: unknown = Object.hasOwn(type, "module") ? Reflect.get(type, "module") : undefined;
  const name: unknown = Reflect.get(type, "name");
  const isKnown = typeof module === "string" && module.startsWith("file:") && typeof name === "string";
  return isKnown ? { module, name } : undefined;
}

/**
 * How the coordinator reads results.
 *
 * @param valueNamed the function or class of a name in the run's bundle
 */
export function resultRules(valueNamed: (name: string) => unknown): ReadRules {
  return {
    revive,
    classOf(reference) {
      const type =
        typeof reference === "string" ? valueNamed(reference) : classInModule(reference as ModuleReference);
      const canRevive = typeof type === "function" && typeof Reflect.get(type, "revive") === "function";
      // Its method `revive` was just found.
      return canRevive ? (type as unknown as { revive(data: unknown): unknown }) : undefined;
    },
  };
}

function classInModule({ module, name }: ModuleReference): unknown {
  // The coordinator has imported the module, so this is the class that it has, not a second one.
  const exports: unknown = createRequire(import.meta.url)(fileURLToPath(module));
  return Reflect.get(Object(exports), name);
}
