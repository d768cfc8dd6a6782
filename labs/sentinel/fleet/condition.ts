/** How a service is at a moment; incidents change it. */
export interface Condition {
  /** Writes nothing. */
  isDown: boolean;
  /** Its lines become this many times as frequent. */
  rateFactor: number;
  latencyFactor: number;
  /** Seconds that its clock is ahead. */
  clockOffset: number;
  /** Part of its memory limit that is lost at a time, in addition to the usual. */
  leaked(now: number): number;
  /** Part of its disk that is used at a time, in addition to the usual. */
  disk(now: number): number;
  cpuFactor: number;
  version: string;
  /** New wording of its most frequent template. */
  isRenamed: boolean;
}

const nothing = () => 0;

export function healthy(version: string): Condition {
  return {
    isDown: false,
    rateFactor: 1,
    latencyFactor: 1,
    clockOffset: 0,
    leaked: nothing,
    disk: nothing,
    cpuFactor: 1,
    version,
    isRenamed: false,
  };
}
