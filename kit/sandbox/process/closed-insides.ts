import type { Socket } from "node:net";
import vm from "node:vm";

/**
 * What stays of modules of Node that look into a running program from inside: at each promise that is made, at objects in memory, at the variables of functions
 * that run. An answer shares its process with what judges it. Everything else of these modules refuses when it is called; that it can be imported still lets
 * packages load which only offer it.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  "node:async_hooks": [
    "AsyncLocalStorage",
    "AsyncResource",
    "executionAsyncId",
    "triggerAsyncId",
    "asyncWrapProviders",
  ],
  "node:inspector": ["url", "close"],
  "node:inspector/promises": ["url", "close"],
  "node:trace_events": ["getEnabledCategories"],
  "node:v8": [
    "cachedDataVersionTag",
    "DefaultDeserializer",
    "DefaultSerializer",
    "deserialize",
    "Deserializer",
    "GCProfiler",
    "getCppHeapStatistics",
    "getHeapCodeStatistics",
    "getHeapSpaceStatistics",
    "getHeapStatistics",
    "isStringOneByteRepresentation",
    "serialize",
    "Serializer",
    "setFlagsFromString",
    "startupSnapshot",
    "stopCoverage",
    "takeCoverage",
  ],
};

/** Flags that a lesson sets: they show the garbage collector. Others let code look behind objects. */
const FLAGS: ReadonlySet<string> = new Set([
  "--expose-gc",
  "--expose_gc",
  "--no-expose-gc",
  "--no-expose_gc",
]);

/**
 * Closes what leads from an answer's code into the insides of its process. Called before any line of an answer, and before the lab's filter, which lets imports see it: nothing
 * that an answer finds later leads to what stood here before.
 *
 * @param channel - the sockets to the judge, which are not shown among the open ones
 */
export function closeInsides(channel: readonly Socket[]): void {
  // All are read before the first is closed: one is made of another.
  const modules = Object.entries(KEPT).map(
    ([id, kept]) => [id, kept, process.getBuiltinModule(id) as unknown as Record<string, unknown>] as const,
  );
  for (const [id, kept, module] of modules) {
    for (const name of Object.keys(module)) {
      if (kept.includes(name)) continue;
      const value = closed(`${id.replace("node:", "")}.${name}`, module[name]);
      Object.defineProperty(module, name, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  const v8 = process.getBuiltinModule("node:v8");
  const { setFlagsFromString } = v8;
  v8.setFlagsFromString = (flags) => {
    if (!FLAGS.has(flags)) refuse(`v8.setFlagsFromString(${JSON.stringify(flags)})`);
    setFlagsFromString(flags);
  };
  closeProcess(channel);
  // Each check loads the answer anew, by these: an earlier load could change what the next one compiles.
  Object.freeze(vm.Script);
  for (let object = vm.Script.prototype; object !== Object.prototype; object = Object.getPrototypeOf(object))
    Object.freeze(object);
}

/** What stands for a part that is closed: for an object, one whose members refuse. */
function closed(name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return refusing(name);
  return Object.fromEntries(Object.keys(value).map((key) => [key, refusing(`${name}.${key}`)]));
}

/** Node's own bindings, and its lists of what is open. */
function closeProcess(channel: readonly Socket[]): void {
  const insides = process as unknown as Record<string, unknown>;
  for (const name of ["binding", "_linkedBinding", "_debugProcess"])
    insides[name] = refusing(`process.${name}`);
  const handlesOf = insides._getActiveHandles as () => Socket[];
  const requestsOf = insides._getActiveRequests as () => { readonly handle?: unknown }[];
  const handles = channel.map((socket) => (socket as unknown as { _handle: unknown })._handle);
  // Packages that report a program's numbers count these.
  insides._getActiveHandles = () => handlesOf().filter((handle) => !channel.includes(handle));
  insides._getActiveRequests = () => requestsOf().filter(({ handle }) => !handles.includes(handle));
}

function refusing(name: string): () => never {
  // It can stand where a class did, too.
  return function refused() {
    return refuse(name);
  };
}

function refuse(name: string): never {
  throw Object.assign(
    new Error(`${name} looks into the process that checks your answer, so an answer cannot use it.`),
    { code: "NO_INSIDES" },
  );
}
