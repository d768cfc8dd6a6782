import { type MachineLoad, machineLoad } from "./machine-load.ts";
import type { PeakRecord, ProcessProbe } from "./process-probe.ts";

/** The CPU time that sampling may use, as a share of the run's CPU time. */
const CPU_SHARE = 0.004;
const SHORTEST_PAUSE_SECONDS = 0.025;
/** A run that mostly waits is sampled at least this often. */
const LONGEST_PAUSE_SECONDS = 0.5;

/** The samples of one run. */
export interface Samples {
  /** CPU seconds of the process tree from `begin` to `end`. */
  readonly cpuSeconds: number;
  /** Seconds from `begin` to `end` on the sampler's clock. */
  readonly seconds: number;
  /** CPU seconds of other programs meanwhile, without the sampler's own. */
  readonly othersCpuSeconds: number;
  readonly processors: number;
  /** The highest memory above the idle level, in megabytes. */
  readonly peakMB: number;
  readonly memoryKind: "PSS" | "RSS";
  /** CPU seconds of the sampler itself from `begin` to `end`. */
  readonly samplerCpuSeconds: number;
  /** The number of samples. */
  readonly count: number;
}

/** The counters at one moment. */
interface Mark {
  readonly at: number;
  readonly cpu: number;
  readonly load: MachineLoad;
  readonly ownCpu: number;
}

/**
 * Samples a process tree from outside: its highest memory, its CPU time between two marks, and the load of the rest of
 * the machine meanwhile. The pauses grow with the cost of a sample, so that sampling stays within its share of CPU time.
 *
 * Call `start`, `begin`, `end` and `stop` in this order. `cancel` ends sampling at any time.
 */
export class Sampler {
  readonly #pid: number;
  readonly #probe: ProcessProbe;
  #idleMB = 0;
  #peakMB = 0;
  #record: PeakRecord | undefined;
  /** CPU seconds of the run so far. */
  #cpu = 0;
  /** CPU seconds of all samples so far. */
  #ownCpu = 0;
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  #sampling: Promise<void> = Promise.resolve();
  #started: Mark | undefined;
  #begin: Mark | undefined;
  #end: Mark | undefined;

  constructor(pid: number, probe: ProcessProbe) {
    this.#pid = pid;
    this.#probe = probe;
  }

  /** Measures the idle level and starts sampling. */
  async start(): Promise<void> {
    this.#idleMB = await this.#probe.memoryMB(this.#pid);
    this.#record = this.#probe.recordPeak?.(this.#pid);
    this.#started = await this.#mark();
    this.#schedule(SHORTEST_PAUSE_SECONDS);
  }

  async begin(): Promise<void> {
    this.#begin = await this.#mark();
  }

  async end(): Promise<void> {
    this.#end = await this.#mark();
    await this.#sample();
  }

  /** Ends sampling. Call it while the process still lives. */
  async stop(): Promise<Samples> {
    this.cancel();
    await this.#sampling;
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
      count: this.#count,
    };
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(pause: number): void {
    this.#timer = setTimeout(() => {
      this.#sampling = this.#sample().then(() => {
        if (this.#timer) this.#schedule(this.#pause());
      });
    }, pause * 1000);
  }

  /** The pause in seconds after which all samples together are within their share of the run's CPU time. */
  #pause(): number {
    const seconds = (performance.now() - (this.#started?.at ?? 0)) / 1000;
    // A run that has used almost no CPU time counts as one that uses a hundredth of a core.
    const cpuPerSecond = Math.max(0.01, this.#cpu / seconds);
    const enough = (this.#ownCpu * (1 + 1 / this.#count)) / (CPU_SHARE * cpuPerSecond) - seconds;
    return Math.min(LONGEST_PAUSE_SECONDS, Math.max(SHORTEST_PAUSE_SECONDS, enough));
  }

  /** Takes one sample, and adds its own cost. */
  async #sample(): Promise<void> {
    const before = ownCpuSeconds();
    this.#peakMB = Math.max(this.#peakMB, await this.#probe.memoryMB(this.#pid));
    this.#cpu = (await this.#probe.cpuSeconds(this.#pid)) - (this.#started?.cpu ?? 0);
    this.#ownCpu += ownCpuSeconds() - before;
    this.#count++;
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

/** The CPU seconds of this thread so far. */
function ownCpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
