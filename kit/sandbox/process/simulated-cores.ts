import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

const { availableParallelism, cpus } = os;

/**
 * Makes a number of cores known to the answer in place of the machine's own: what it starts then depends on no machine. The threads still share the
 * cores that there are.
 *
 * @param cores - undefined for the machine's own
 */
export function simulateCores(cores: number | undefined): void {
  os.availableParallelism = cores === undefined ? availableParallelism : () => cores;
  os.cpus = cores === undefined ? cpus : () => repeated(cpus(), cores);
  Object.defineProperty(globalThis.navigator, "hardwareConcurrency", {
    get: os.availableParallelism,
    configurable: true,
  });
  syncBuiltinESMExports();
}

const repeated = <Item>(items: readonly Item[], length: number): Item[] =>
  Array.from({ length }, (_, at) => items[at % items.length] as Item);
