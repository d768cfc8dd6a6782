// exercise 06.2 · A timeout that leaves nothing behind
// Kills, and does not wait until the work is dead.
// fails: withTimeout() is not over before the work is
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
  const answer = work.start();
  answer.catch(() => {});
  const first = await Promise.race([answer, sleep(limits.timeout).then(() => late)]);
  if (first !== late) return first as R;
  work.ask();
  const second = await Promise.race([answer, sleep(limits.grace).then(() => late)]).catch(() => null);
  if (second === null) throw new TimeoutError("too late");
  if (second !== late) return second as R;
  work.kill();
  throw new TimeoutError("too late");
}
