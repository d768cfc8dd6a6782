import { BenchError } from "../bench-error.ts";

/** What one pays for. All prices are the reader's; none has a default. */
export interface CostPrices {
  /** Money for one core of a container in one hour. */
  readonly coreHour?: number;
  /** Money for one GB of memory of a container in one hour. */
  readonly gbHour?: number;
  /** Money for one container in one hour, whatever its size. */
  readonly containerHour?: number;
  /** The name of the money, such as "EUR". @default "money" */
  readonly currency?: string;
}

/** What the containers have to carry. */
export interface CostOptions {
  /** Agents that come in a second. @default ten times what the fastest row does in one container */
  readonly load?: number;
  /** The share of a container's capacity that is planned for, above 0 and at most 1. @default 0.8 */
  readonly busy?: number;
  /** Hours that are paid. @default 730, a month */
  readonly hours?: number;
  readonly prices?: CostPrices;
  /** Memory in MB of the program at rest, which a benchmark does not count. @default 60, a Node.js at rest */
  readonly restMB?: number;
  /** The queue that carries agents to other machines. */
  readonly queue?: QueueOptions;
}

/** What a queue does. The defaults are those of PostgreSQL that is embedded in the program, measured while this course was made. */
export interface QueueOptions {
  /** Agents that one engine carries in a second. @default 200 */
  readonly perSecond?: number;
  /** Milliseconds that an agent waits for the queue itself. @default 12 */
  readonly milliseconds?: number;
  /** Cores of an engine's container. @default 1 */
  readonly cores?: number;
  /** Memory of an engine's container in MB. @default 512 */
  readonly memoryMB?: number;
}

/** Options with their defaults; `load` stays open, since its default comes from the report. */
export interface CostSettings {
  readonly load: number | undefined;
  readonly busy: number;
  readonly hours: number;
  readonly restMB: number;
  readonly prices: CostPrices | undefined;
  readonly queue: Required<QueueOptions>;
}

/** @throws BenchError `INVALID_ARGUMENT`, which names the option */
export function readCostOptions(options: CostOptions = {}): CostSettings {
  const { load, busy, hours, prices, restMB, queue } = options;
  if (load !== undefined) above0("load", load);
  for (const name of ["coreHour", "gbHour", "containerHour"] as const) {
    const price = prices?.[name];
    if (price !== undefined && !(Number.isFinite(price) && price >= 0))
      throw wrong(`prices.${name}`, "a number from 0 on", price);
  }
  if (prices?.currency !== undefined && !/^[^\p{Cc}]{1,12}$/u.test(String(prices.currency)))
    throw wrong("prices.currency", "a text of at most 12 characters", prices.currency);
  if (busy !== undefined && !(busy > 0 && busy <= 1)) throw wrong("busy", "above 0 and at most 1", busy);
  if (restMB !== undefined && !(Number.isFinite(restMB) && restMB >= 0))
    throw wrong("restMB", "a number from 0 on", restMB);
  const hasPrice = [prices?.coreHour, prices?.gbHour, prices?.containerHour].some(
    (price) => price !== undefined,
  );
  return {
    load,
    busy: busy ?? 0.8,
    hours: above0("hours", hours ?? 730),
    restMB: restMB ?? 60,
    prices: hasPrice ? prices : undefined,
    queue: {
      perSecond: above0("queue.perSecond", queue?.perSecond ?? 200),
      milliseconds: above0("queue.milliseconds", queue?.milliseconds ?? 12),
      cores: above0("queue.cores", queue?.cores ?? 1),
      memoryMB: above0("queue.memoryMB", queue?.memoryMB ?? 512),
    },
  };
}

function above0(name: string, value: number): number {
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return value;
  throw wrong(name, "a number above 0", value);
}

function wrong(name: string, expected: string, value: unknown): BenchError {
  return new BenchError("INVALID_ARGUMENT", `${name} has to be ${expected}, but it is ${String(value)}.`);
}
