// exercise 06.2 · A timeout that leaves nothing behind
// Waits for the end of the work with allSettled, whatever it is.
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
  let isOver = false;
  let wasAsked = false;
  const running = Promise.allSettled([work.start()]).finally(() => {
    isOver = true;
  });
  await Promise.race([running, sleep(limits.timeout)]);
  if (!isOver) {
    wasAsked = true;
    work.ask();
    await Promise.race([running, sleep(limits.grace)]);
    if (!isOver) await work.kill();
  }
  const [ending] = await running;
  if (ending.status === "fulfilled") return ending.value;
  throw wasAsked ? new TimeoutError("too late") : ending.reason;
}
