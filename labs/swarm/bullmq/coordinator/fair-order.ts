/** BullMQ's largest priority. */
const LARGEST = 2 ** 21;

/**
 * Numbers the jobs of the runs of one pool, so that a short run gets its turn in the midst of a long one: each run counts from
 * where the queue is when its first job is sent. A job of a lower number goes first.
 */
export class FairOrder {
  /** The largest number of a job that has begun. */
  #now = 0;

  /** A counter for one run. */
  forRun(): () => number {
    let last = 0;
    return () => {
      last = Math.max(last, this.#now) + 1;
      return (last % LARGEST) + 1;
    };
  }

  /** A job has begun. @param number as the counter gave it */
  begun(number: number | undefined): void {
    if (number !== undefined) this.#now = Math.max(this.#now, number - 1);
  }
}
