/** The entry of the threads of `sharing.bench.ts`. Each does one job and reports when it began and ended. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Channel, Mutex, revive, type StartGate } from "../../labs/sharing/index.ts";

export type BenchJob =
  | {
      readonly job: "channel-send" | "channel-receive";
      readonly channel: Channel<Uint8Array>;
      readonly messages: number;
    }
  | { readonly job: "port-send" | "port-receive"; readonly port: MessagePort; readonly messages: number }
  | { readonly job: "lock"; readonly mutex: Mutex; readonly words: Int32Array; readonly times: number };

/** Seconds on the clock that all threads share, and further results of the job. */
export interface BenchTimes {
  readonly began: number;
  readonly ended: number;
  /** The longest wait of this thread for the mutex, in seconds. */
  readonly longestWait: number;
}

const order = revive(workerData) as BenchJob & { readonly gate: StartGate };
const MESSAGE = new Uint8Array(64).fill(7);
const now = () => Number(process.hrtime.bigint()) / 1e9;

warmUp();
order.gate.wait();
order.gate.wait();
const began = now();
const longestWait = await work();
parentPort?.postMessage({ began, ended: now(), longestWait } satisfies BenchTimes);

/** The time of compiling is not measured. */
function warmUp(): void {
  const channel = new Channel<Uint8Array>({ slotBytes: 64, senders: "one", receivers: "one" });
  const mutex = new Mutex();
  for (let i = 0; i < 20_000; i++) {
    channel.send(MESSAGE);
    channel.receive();
    mutex.lock();
    mutex.unlock();
  }
}

async function work(): Promise<number> {
  switch (order.job) {
    case "channel-send":
      for (let i = 0; i < order.messages; i++) order.channel.send(MESSAGE);
      return 0;
    case "channel-receive":
      for (let i = 0; i < order.messages; i++) order.channel.receive();
      return 0;
    case "port-send":
      for (let i = 0; i < order.messages; i++) order.port.postMessage(MESSAGE);
      return 0;
    case "port-receive": {
      const { port, messages } = order;
      await new Promise<void>((resolve) => {
        let received = 0;
        port.on("message", () => ++received === messages && resolve());
      });
      port.close();
      return 0;
    }
    case "lock":
      return lockOften(order.mutex, order.words, order.times);
  }
}

/** Words: 0 the thread inside the critical section, 1 overlaps, 2 entries. */
function lockOften(mutex: Mutex, words: Int32Array, times: number): number {
  for (let i = 0; i < times; i++) {
    mutex.lock();
    if (words[0] !== 0) words[1] = (words[1] as number) + 1;
    words[0] = 1;
    words[2] = (words[2] as number) + 1;
    words[0] = 0;
    mutex.unlock();
  }
  return mutex.contention.longestWait;
}
