// exercise 06.2 · A timeout that leaves nothing behind
// The grace period counts from the start, so late work has none.
// fails: work that does not listen is killed, once its grace is over
interface Work<Result> {
  /** Its promise settles when the work has really ended, in whichever way. */
  start(): Promise<Result>;
  /** First phase: asks it to stop. It may answer, fail, or not listen. */
  ask(): unknown;
  /** Second phase: ends it by force. Wait for it: it takes a moment. */
  kill(): unknown;
}

class TimeoutError extends Error {
  readonly code = "TIMEOUT";
}

type Sleep = (seconds: number) => Promise<unknown>;

async function withTimeout<Result>(
  work: Work<Result>,
  limits: { readonly timeout: number; readonly grace: number },
  sleep: Sleep,
): Promise<Result> {
  const late = Symbol();
  const running = work.start();
  const graceOver = sleep(limits.grace).then(() => late);
  const first = await Promise.race([running, sleep(limits.timeout).then(() => late)]);
  if (first !== late) return first as Result;
  work.ask();
  const second = await Promise.race([running, graceOver]).catch(() => "failed" as const);
  if (second === "failed") throw new TimeoutError("failed late");
  if (second !== late) return second as Result;
  await work.kill();
  throw new TimeoutError(`took longer than ${limits.timeout} s`);
}
