import { type MachineLoad, machineLoad } from "./machine-load.ts";
import type { PeakRecord, ProcessProbe } from "./process-probe.ts";

/** How much CPU time the sampler allows itself, as a share of what the run uses. */
const SHARE = 0.004;
const SHORTEST_PAUSE = 0.025;
/** A run that mostly waits is looked at all the same. */
const LONGEST_PAUSE = 0.5;

/** What the sampler has seen of one run. */
export interface Samples {
  /** CPU seconds of the whole tree from `begin` to `end`. */
  readonly cpuSeconds: number;
  /** Seconds from `begin` to `end` on the sampler's clock. */
  readonly seconds: number;
  /** CPU seconds that everybody else used meanwhile, this sampler left out. */
  readonly othersCpuSeconds: number;
  readonly processors: number;
  /** Highest level above the idle one, in megabytes. */
  readonly peakMB: number;
  readonly memoryKind: "PSS" | "RSS";
  /** CPU seconds that the sampler itself used from `begin` to `end`. */
  readonly samplerCpuSeconds: number;
  readonly looks: number;
}

interface Mark {
  readonly at: number;
  readonly cpu: number;
  readonly load: MachineLoad;
  readonly ownCpu: number;
}

/**
 * Watches a process tree from outside: highest memory, CPU time between two marks, and what the rest of the machine did
 * meanwhile. It pauses the longer, the more a look costs, so that it never takes more than its share.
 */
export class Sampler {
  readonly #pid: number;
  readonly #probe: ProcessProbe;
  #idleMB = 0;
  #peakMB = 0;
  #record: PeakRecord | undefined;
  /** CPU seconds of the run so far, and of all looks at it. */
  #cpu = 0;
  #ownCpu = 0;
  #looks = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #started: Mark | undefined;
  #begin: Mark | undefined;
  #end: Mark | undefined;

  constructor(pid: number, probe: ProcessProbe) {
    this.#pid = pid;
    this.#probe = probe;
  }

  /** Takes the idle level and begins to watch. */
  async start(): Promise<void> {
    this.#idleMB = await this.#probe.memoryMB(this.#pid);
    this.#record = this.#probe.recordPeak?.(this.#pid);
    this.#started = await this.#mark();
    this.#schedule(SHORTEST_PAUSE);
  }

  async begin(): Promise<void> {
    this.#begin = await this.#mark();
  }

  async end(): Promise<void> {
    this.#end = await this.#mark();
    await this.#look();
  }

  /** Call it while the process still lives. */
  async stop(): Promise<Samples> {
    this.cancel();
    await this.#looking;
    const [begin, end] = [this.#begin, this.#end];
    if (!begin || !end) throw new Error("A run has a begin and an end.");
    const cpuSeconds = end.cpu - begin.cpu;
    const samplerCpuSeconds = end.ownCpu - begin.ownCpu;
    const busy = end.load.busySeconds - begin.load.busySeconds;
    return {
      cpuSeconds,
      seconds: (end.at - begin.at) / 1000,
      othersCpuSeconds: Math.max(0, busy - cpuSeconds - samplerCpuSeconds),
      processors: end.load.processors,
      peakMB: Math.max(0, this.#peakMB - this.#idleMB, this.#record?.growthMB() ?? 0),
      memoryKind: this.#probe.memoryKind,
      samplerCpuSeconds,
      looks: this.#looks,
    };
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(pause: number): void {
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => {
        if (this.#timer) this.#schedule(this.#pause());
      });
    }, pause * 1000);
  }

  /** Seconds to wait, so that all looks together stay within their share of what the run has used. */
  #pause(): number {
    const seconds = (performance.now() - (this.#started?.at ?? 0)) / 1000;
    // A run that has used nothing yet counts as one that uses a hundredth of a core.
    const cpuPerSecond = Math.max(0.01, this.#cpu / seconds);
    const enough = (this.#ownCpu * (1 + 1 / this.#looks)) / (SHARE * cpuPerSecond) - seconds;
    return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, enough));
  }

  /** Looks once, and remembers what that cost. */
  async #look(): Promise<void> {
    const before = ownCpuSeconds();
    this.#peakMB = Math.max(this.#peakMB, await this.#probe.memoryMB(this.#pid));
    this.#cpu = (await this.#probe.cpuSeconds(this.#pid)) - (this.#started?.cpu ?? 0);
    this.#ownCpu += ownCpuSeconds() - before;
    this.#looks++;
  }

  async #mark(): Promise<Mark> {
    return {
      at: performance.now(),
      cpu: await this.#probe.cpuSeconds(this.#pid),
      load: machineLoad(),
      ownCpu: this.#ownCpu,
    };
  }
}

/** CPU seconds of this thread so far. */
function ownCpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
