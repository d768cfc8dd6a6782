// exercise 06.2 · A timeout that leaves nothing behind
// A symbol marks who won the race.
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
  const late = Symbol("late");
  const answer = work.start();
  answer.catch(() => {});
  const first = await Promise.race([answer, sleep(limits.timeout).then(() => late)]);
  if (first !== late) return first as R;
  const timeout = new TimeoutError(`took longer than ${limits.timeout} s`);
  await work.ask();
  let second: unknown;
  try {
    second = await Promise.race([answer, sleep(limits.grace).then(() => late)]);
  } catch {
    throw timeout;
  }
  if (second !== late) return second as R;
  await work.kill();
  throw timeout;
}
