/** Collects the garbage of this thread. Without the option `--expose-gc` of the process, it does nothing. */
export function collectGarbage(): void {
  Reflect.get(globalThis, "gc")?.();
}
