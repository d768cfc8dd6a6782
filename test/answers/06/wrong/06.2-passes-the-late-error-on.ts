// exercise 06.2 · A timeout that leaves nothing behind
// A work that fails because it was asked comes out with its own error.
// fails: work that fails instead of answering is a TimeoutError, too
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
  const second = await Promise.race([answer, sleep(limits.grace).then(() => late)]);
  if (second !== late) return second as R;
  await work.kill();
  throw new TimeoutError("too late");
}
