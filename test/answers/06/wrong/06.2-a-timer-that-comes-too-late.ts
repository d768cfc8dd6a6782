// exercise 06.2 · A timeout that leaves nothing behind
// The clock asks and kills, also when all is over.
// fails: work that is done in time is left alone, work that is late is asked
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
  let wasKilled = false;
  const clock = async () => {
    await sleep(limits.timeout);
    await work.ask();
    await sleep(limits.grace);
    wasKilled = true;
    await work.kill();
  };
  void clock();
  try {
    return await work.start();
  } catch (error) {
    throw wasKilled ? new TimeoutError("too late") : error;
  }
}
