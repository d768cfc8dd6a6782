import type { Patch } from "./patch.ts";

export const severalTimers: Patch = {
  name: "several-timers",
  file: "converter.js",
  defect:
    'tslab lets TypeScript set one timer at a time. When a file appears in or vanishes from a folder that imports were looked for in, TypeScript sets a second one, and every cell from then on fails with "Unexpected pending rebuildTimer".',
  effect: "All timers are kept, and all are run when a cell is compiled.",
  edits: [
    {
      find: `    let rebuildTimer = null;
    sys.setTimeout = (callback) => {
        // TypeScript compier implements debouncing using a timer.
        // It clears a timer when a new change is notified before the timer
        // is fired and it starts rebuilding sources.
        //
        // In this converter, it often happens when notifyUpdateSrc and
        // notifyUpdateDecls are called in sequence.
        if (rebuildTimer) {
            throw new Error("Unexpected pending rebuildTimer");
        }
        rebuildTimer = {
            callback: () => {
                callback();
                rebuildTimer = null;
            },
        };
        return rebuildTimer;
    };
    sys.clearTimeout = (timeoutId) => {
        if (rebuildTimer === timeoutId) {
            rebuildTimer = null;
            return;
        }
        throw new Error("clearing unexpected tiemr");
    };
`,
      replace: `    const pendingTimers = new Set();
    const rebuildTimer = {
        callback: () => {
            for (const timer of pendingTimers) {
                pendingTimers.delete(timer);
                timer.callback();
            }
        },
    };
    sys.setTimeout = (callback) => {
        const timer = { callback };
        pendingTimers.add(timer);
        return timer;
    };
    sys.clearTimeout = (timer) => {
        pendingTimers.delete(timer);
    };
`,
    },
  ],
};
