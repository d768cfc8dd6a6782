// exercise 06.2 · A timeout that leaves nothing behind
// An error in time is reported as a timeout.
// fails: an error in time comes out as it is, and only a late one is a timeout
class TimeoutError extends Error {
  readonly code = "TIMEOUT";
}
type Limits = { timeout: number; grace: number };
type Sleep = (seconds: number) => Promise<unknown>;
interface Work<R> {
  start(): Promise<R>;
  ask(): unknown;
  kill(): unknown;
}

async function withTimeout<R>(work: Work<R>, limits: Limits, sleep: Sleep): Promise<R> {
  const late = Symbol();
  try {
    const answer = work.start();
    const first = await Promise.race([answer, sleep(limits.timeout).then(() => late)]);
    if (first !== late) return first as R;
    await work.ask();
    const second = await Promise.race([answer, sleep(limits.grace).then(() => late)]);
    if (second !== late) return second as R;
    await work.kill();
    throw new Error("too late");
  } catch {
    throw new TimeoutError("too late");
  }
}
