// exercise 06.2 · A timeout that leaves nothing behind
// Never asks.
// fails: work that is done in time is left alone, work that is late is asked
// fails: an answer within the grace period counts
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
  await work.kill();
  throw new TimeoutError("too late");
}
