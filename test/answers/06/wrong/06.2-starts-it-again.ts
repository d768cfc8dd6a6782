// exercise 06.2 · A timeout that leaves nothing behind
// Starts the work a second time for the second race.
// fails: an answer within the grace period counts
// fails: work that does not listen is killed, once its grace is over
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
  const race = (seconds: number) => Promise.race([work.start(), sleep(seconds).then(() => late)]);
  const first = await race(limits.timeout);
  if (first !== late) return first as R;
  await work.ask();
  const second = await race(limits.grace).catch(() => null);
  if (second === null) throw new TimeoutError("too late");
  if (second !== late) return second as R;
  await work.kill();
  throw new TimeoutError("too late");
}
