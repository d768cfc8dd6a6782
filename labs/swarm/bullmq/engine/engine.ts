import type {
  Processor,
  Queue,
  QueueEvents,
  QueueEventsProducer,
  QueueOptions,
  Worker,
  WorkerOptions,
} from "bullmq";

/** The way to one server that keeps queues. Everything that it makes must be closed before it. */
export interface Engine {
  /** As sentences name it, without a password: "embedded PostgreSQL", "Redis at 127.0.0.1:6379". */
  readonly title: string;
  /** What tells two engines of one program apart. */
  readonly id: string;
  /** What its owner should know, a sentence each. */
  readonly warnings: readonly string[];
  queue(name: string, options?: Omit<QueueOptions, "connection">): Queue;
  events(name: string): QueueEvents;
  producer(name: string): QueueEventsProducer;
  /** It takes no job before `run` is called. */
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, "connection">): Worker;
  close(): Promise<void>;
}

/** What was found out about a server before it is used. */
export interface Probe {
  readonly warnings: readonly string[];
  /** How far its clock is ahead of this machine's, in seconds. */
  readonly skew: number;
}
