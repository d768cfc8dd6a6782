// exercise 06.2 · A timeout that leaves nothing behind
// The race as it was: the work runs on.
// fails: work that is done in time is left alone, work that is late is asked
// fails: an answer within the grace period counts
// fails: work that does not listen is killed, once its grace is over
// fails: work that fails instead of answering is a TimeoutError, too
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
  return Promise.race([
    work.start(),
    sleep(limits.timeout).then(() => {
      throw new TimeoutError("too late");
    }),
  ]);
}
