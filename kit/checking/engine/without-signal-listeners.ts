const SIGNALS = ["SIGINT", "SIGTERM", "exit"] as const;

/**
 * Starts vitest, and removes each listener that vitest adds for a signal or for the end of this process. Vitest ends its process one millisecond
 * after a signal, and would leave an answer running. The program that starts vitest handles signals.
 */
export async function withoutSignalListeners<T>(startVitest: () => Promise<T>): Promise<T> {
  const onNewListener = (event: string | symbol, listener: (...args: unknown[]) => void) => {
    if (!SIGNALS.some((signal) => signal === event) || !isVitestCalling()) return;
    // The listener is added right after this call. A microtask runs before any signal can arrive.
    queueMicrotask(() => process.off(event, listener));
  };
  process.on("newListener", onNewListener);
  try {
    return await startVitest();
  } finally {
    process.off("newListener", onNewListener);
  }
}

/** Whether a function of vitest is on the stack. */
function isVitestCalling(): boolean {
  return /[\\/]node_modules[\\/]vitest[\\/]/.test(new Error().stack ?? "");
}
