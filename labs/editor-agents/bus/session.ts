/** One agent at work: it answers messages of its bus until it is closed. */
export interface Session {
  /** Ends what the agent has started: watchers, processes, threads. */
  close(): Promise<void> | void;
}
