// A signal that ends a wait.
import { setTimeout as wait3 } from "node:timers/promises";
// %%
const answer = async () => { const stop = new AbortController(); const waiting = wait3(10_000, "late", { signal: stop.signal }); stop.abort(); try { return await waiting; } catch (error) { return (error as Error).name; } };
// expect: "AbortError"
