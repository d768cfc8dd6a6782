import { Worker } from "node:worker_threads";

/**
 * Makes the same search with real threads, which checks the explorer independently: each thread stops before every access to shared memory until it
 * gets the token. Its loops, its stack and its `try` are the engine's own, so it cannot share the explorer's mistakes in transforming code.
 * Slow: 10,000 steps a second.
 */

/** Words of the control block of one thread: its state, what it is about to do, and the answer. */
export const CONTROL_WORDS = 8;
export const STATE = 0;
export const ABORT = 1;
export const KIND = 2;
export const INDEX = 3;
export const VALUE = 4;
export const ANSWER = 5;
/** States: it runs, it stands before an access, it has come to its end and waits for the next run. */
export const RUNNING = 1;
export const STOPPED = 0;

export const KINDS = [
  "read",
  "write",
  "load",
  "store",
  "add",
  "sub",
  "compareExchange",
  "wait",
  "notify",
  "start",
] as const;

interface Thread {
  isDone: boolean;
  waitsOn: number;
}

/** Runs all interleavings with at most `bound` preemptions. @returns how many there were, and their final states */
export async function tokenSearch(
  texts: readonly string[],
  words: number,
  bound: number,
): Promise<{ runs: number; states: string[] }> {
  const count = texts.length;
  const control = new Int32Array(new SharedArrayBuffer(4 * CONTROL_WORDS * (count + 1)));
  const memory = new Int32Array(new SharedArrayBuffer(4 * words));
  control.fill(RUNNING, 0, 1);
  for (let i = 0; i < count; i++) control[i * CONTROL_WORDS + STATE] = RUNNING;
  const workers = texts.map(
    (text, me) =>
      new Worker(new URL("./token-thread.ts", import.meta.url), {
        workerData: { text, me, control, memory },
      }),
  );
  const bell = count * CONTROL_WORDS;
  const at = (thread: number, word: number) => thread * CONTROL_WORDS + word;
  const isStopped = (thread: number) => Atomics.load(control, at(thread, STATE)) === STOPPED;
  const awaitStop = (thread: number) => {
    while (!isStopped(thread)) {
      const rung = Atomics.load(control, bell);
      if (!isStopped(thread)) Atomics.wait(control, bell, rung, 20);
    }
  };
  /** Lets a thread go on to its next access. */
  const go = (thread: number, answer: number, abort = 0) => {
    control[at(thread, ANSWER)] = answer;
    control[at(thread, ABORT)] = abort;
    Atomics.store(control, at(thread, STATE), RUNNING);
    Atomics.notify(control, at(thread, STATE));
    awaitStop(thread);
  };
  const kindOf = (thread: number) => KINDS[control[at(thread, KIND)] as number];
  try {
    while (![...Array(count).keys()].every(isStopped)) await new Promise((resolve) => setTimeout(resolve, 2));
    const path: { alternatives: number; taken: number }[] = [];
    const states = new Set<string>();
    let runs = 0;
    for (;;) {
      memory.fill(0);
      const threads: Thread[] = [];
      for (let i = 0; i < count; i++) {
        go(i, 0);
        threads.push({ isDone: kindOf(i) === "start", waitsOn: -1 });
      }
      let [depth, preemptions, current] = [0, 0, -1];
      const sleepers: number[] = [];
      for (;;) {
        const ready = threads.flatMap(({ isDone, waitsOn }, i) => (isDone || waitsOn >= 0 ? [] : [i]));
        if (ready.length === 0) break;
        const goesOn = ready.includes(current);
        const choices = !goesOn
          ? ready
          : preemptions < bound
            ? [current, ...ready.filter((i) => i !== current)]
            : [current];
        path[depth] ??= { alternatives: choices.length, taken: 0 };
        const chosen = choices[(path[depth] as { taken: number }).taken] as number;
        depth++;
        if (goesOn && chosen !== current) preemptions++;
        current = chosen;
        const kind = kindOf(chosen);
        const index = control[at(chosen, INDEX)] as number;
        if (kind === "wait" && memory[index] === control[at(chosen, VALUE)]) {
          (threads[chosen] as Thread).waitsOn = index;
          sleepers.push(chosen);
          continue;
        }
        if (kind === "notify") {
          let woken = 0;
          for (const sleeper of [...sleepers]) {
            const thread = threads[sleeper] as Thread;
            if (thread.waitsOn !== index || woken >= (control[at(chosen, VALUE)] as number)) continue;
            sleepers.splice(sleepers.indexOf(sleeper), 1);
            thread.waitsOn = -1;
            woken++;
            go(sleeper, 0);
            thread.isDone = kindOf(sleeper) === "start";
          }
          go(chosen, woken);
        } else go(chosen, 1);
        (threads[chosen] as Thread).isDone = kindOf(chosen) === "start";
      }
      const stuck = threads.filter(({ isDone }) => !isDone).length;
      states.add(`${[...memory]}${stuck > 0 ? " stuck" : ""}`);
      runs++;
      // A thread that still sleeps is sent back to its start.
      for (const [i, { isDone }] of threads.entries()) if (!isDone) go(i, 0, 1);
      while (
        path.length > 0 &&
        (path.at(-1) as { taken: number }).taken + 1 >= (path.at(-1) as { alternatives: number }).alternatives
      )
        path.pop();
      const last = path.at(-1);
      if (last === undefined) return { runs, states: [...states].sort() };
      last.taken++;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
