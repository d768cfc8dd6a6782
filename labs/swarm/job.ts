/** One agent of a run: its index in the option `agents`. */
export type Job = number;
