// exercise 06.2 · A timeout that leaves nothing behind
// One promise, settled by the work alone, and a timer beside it.
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

function withTimeout<R>(work: Work<R>, limits: Limits, sleep: Sleep): Promise<R> {
  return new Promise((resolve, reject) => {
    let phase: "running" | "asked" | "over" = "running";
    const timeout = new TimeoutError(`not done after ${limits.timeout} s`);
    work.start().then(
      (result) => {
        phase = "over";
        resolve(result);
      },
      (error) => {
        const reason = phase === "running" ? error : timeout;
        phase = "over";
        reject(reason);
      },
    );
    const watch = async () => {
      await sleep(limits.timeout);
      if (phase !== "running") return;
      phase = "asked";
      work.ask();
      await sleep(limits.grace);
      if (phase === "asked") await work.kill();
    };
    void watch();
  });
}
