// exercise 06.2 · A timeout that leaves nothing behind
// Asks, and kills in the same breath.
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
  const answer = work.start();
  answer.catch(() => {});
  const first = await Promise.race([answer, sleep(limits.timeout).then(() => late)]);
  if (first !== late) return first as R;
  await work.ask();
  await work.kill();
  throw new TimeoutError("too late");
}
