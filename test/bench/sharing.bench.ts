/**
 * What labs/sharing promises about speed and memory: `node test/bench/sharing.bench.ts`, after `npm run build`. All
 * numbers compared come from one run.
 * A round counts only when others used less than 3 % of the machine; otherwise the least disturbed one is shown, and
 * how disturbed it was.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { measureHandOver } from "../../labs/bench/index.ts";
import { Channel, Mutex, StartGate, share } from "../../labs/sharing/index.ts";
import { median, QUIET, quietRounds, type Round } from "./sharing-quiet.ts";
import type { BenchJob, BenchTimes } from "./sharing-worker.ts";

const ROUNDS = 5;
/** Seconds that each comparison may take. */
const BUDGET = Number(process.argv[2] ?? 30);

console.log(`${"What is measured".padEnd(56)} ${"result".padEnd(18)} target`);
await compareChannel(1, 10);
await compareChannel(4);
await timeUncontended();
await timeTwoThreads();
await countOverlaps();
await compareHandOver();
compareMemory();

async function compareChannel(pairs: number, target?: number): Promise<void> {
  const rounds = await quietRounds(
    async () => {
      const port = await portRate(pairs, 200_000);
      const channel = await channelRate(pairs, 2_000_000);
      return { channel, port };
    },
    ROUNDS,
    BUDGET,
  );
  const name = `${pairs} sender${pairs > 1 ? "s" : ""} and as many receivers, 64 bytes`;
  const rate = (pick: (value: { channel: number; port: number }) => number) =>
    (median(rounds.map((round) => pick(round.value))) / 1e6).toFixed(2);
  say(`channel, ${name}`, `${rate((value) => value.channel)} M/s`, "", rounds);
  say(`MessagePort, ${name}`, `${rate((value) => value.port)} M/s`, "", rounds);
  const ratio = median(rounds.map(({ value }) => value.channel / value.port));
  say("  channel : MessagePort", `${ratio.toFixed(1)} x`, target ? `at least ${target} x` : "", rounds);
}

async function channelRate(pairs: number, messages: number): Promise<number> {
  // With one sender and one receiver the channel needs no lock.
  const users = pairs === 1 ? "one" : "many";
  const channel = new Channel<Uint8Array>({
    capacity: 4096,
    slotBytes: 64,
    senders: users,
    receivers: users,
  });
  const each = messages / pairs;
  const jobs = Array.from({ length: pairs }, (): BenchJob[] => [
    { job: "channel-send", channel, messages: each },
    { job: "channel-receive", channel, messages: each },
  ]);
  return messages / (await timeTogether(jobs.flat())).seconds;
}

async function portRate(pairs: number, messages: number): Promise<number> {
  const each = messages / pairs;
  const jobs = Array.from({ length: pairs }, (): BenchJob[] => {
    const { port1, port2 } = new MessageChannel();
    return [
      { job: "port-send", port: port1, messages: each },
      { job: "port-receive", port: port2, messages: each },
    ];
  });
  return messages / (await timeTogether(jobs.flat())).seconds;
}

async function timeUncontended(): Promise<void> {
  const mutex = new Mutex();
  const times = 2_000_000;
  const rounds = await quietRounds(
    async () => {
      const began = performance.now();
      for (let i = 0; i < times; i++) {
        mutex.lock();
        mutex.unlock();
      }
      return ((performance.now() - began) * 1e6) / times;
    },
    ROUNDS,
    BUDGET,
  );
  const nanoseconds = median(rounds.map((round) => round.value));
  say("mutex, lock and unlock, uncontended", `${nanoseconds.toFixed(1)} ns`, "below 100 ns", rounds);
}

async function timeTwoThreads(): Promise<void> {
  const rounds = await quietRounds(() => lockTogether(2, 10_000_000), ROUNDS, BUDGET);
  const rate = median(rounds.map(({ value }) => value.entries / value.seconds)) / 1e6;
  const longest = Math.max(...rounds.map(({ value }) => value.longestWait)) * 1000;
  say("mutex, lock and unlock, two threads", `${rate.toFixed(1)} M/s`, "at least 10 M/s", rounds);
  say("  longest that a waiter was overtaken", `${longest.toFixed(1)} ms`, "at most 50 ms", rounds);
}

async function countOverlaps(): Promise<void> {
  const { overlaps, entries } = await lockTogether(4, 250_000);
  say(`mutex, four threads, ${entries} entries`, `${overlaps} overlaps`, "0");
}

async function lockTogether(threads: number, times: number) {
  const mutex = new Mutex();
  const words = new Int32Array(new SharedArrayBuffer(12));
  const jobs = Array.from({ length: threads }, (): BenchJob => ({ job: "lock", mutex, words, times }));
  const { seconds, all } = await timeTogether(jobs);
  const longestWait = Math.max(...all.map((one) => one.longestWait));
  return { seconds, longestWait, overlaps: words[1] as number, entries: words[2] as number };
}

async function compareHandOver(): Promise<void> {
  const [shared, cloned] = await measureHandOver({
    bytes: 1 << 25,
    receivers: 8,
    rounds: 7,
    ways: ["share", "process"],
  });
  const [share, process] = [shared?.seconds ?? Number.NaN, cloned?.seconds ?? Number.NaN];
  say("32 MB to 8 threads, shared", `${(share * 1000).toFixed(3)} ms`, "");
  say("32 MB to 8 processes, copied", `${(process * 1000).toFixed(0)} ms`, "");
  say("  copied : shared", `${(process / share).toFixed(0)} x`, "at least 500 x");
}

/** Agents that read one context must not need memory as if each had its own: then 8 would take about six times as much. */
function compareMemory(): void {
  const file = join(import.meta.dirname, "support", "context-memory.ts");
  const peak = (agents: number) => Number(execFileSync(process.execPath, [file, `${agents}`, "256"]));
  const rounds = Array.from({ length: 3 }, () => ({ one: peak(1), eight: peak(8) }));
  const [one, eight] = [median(rounds.map((each) => each.one)), median(rounds.map((each) => each.eight))];
  say("256 MB context, 1 agent, memory at the peak", `${one.toFixed(0)} MB`, "");
  say("256 MB context, 8 agents, memory at the peak", `${eight.toFixed(0)} MB`, "");
  say("  8 agents : 1 agent", `${(eight / one).toFixed(2)} x`, "at most 1.3 x");
}

/** Runs each job in a thread of its own; all start at one gate. Seconds from the first start to the last end. */
async function timeTogether(jobs: readonly BenchJob[]) {
  const gate = new StartGate(jobs.length);
  const threads = jobs.map((job) => {
    const transferList = "port" in job ? [job.port] : [];
    // `share` would take the port for plain data; it crosses as it is, by transfer.
    const workerData = share({ ...job, gate });
    return new Worker(new URL("./sharing-worker.ts", import.meta.url), { workerData, transferList });
  });
  try {
    const all = await Promise.all(
      threads.map(async (thread) => (await once(thread, "message"))[0] as BenchTimes),
    );
    const began = Math.min(...all.map((one) => one.began));
    return { seconds: Math.max(...all.map((one) => one.ended)) - began, all };
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function say(what: string, result: string, target: string, rounds: readonly Round<unknown>[] = []): void {
  const disturbed = rounds.some((round) => round.disturbance >= QUIET);
  const note = disturbed
    ? `  (others used ${Math.round((rounds[0]?.disturbance ?? 0) * 100)} % of the machine)`
    : "";
  console.log(`${what.padEnd(56)} ${result.padEnd(18)} ${target}${note}`);
}
