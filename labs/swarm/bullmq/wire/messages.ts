import type { Job } from "../../job.ts";
import type { ModelMessage, ModelReply } from "../../model/messages.ts";

/** One job of one run, on its way. */
export interface JobName {
  readonly run: string;
  readonly job: Job;
  readonly attempt: number;
}

/** What a worker machine tells the coordinator of a run. */
export type ToCoordinator =
  | (JobName & {
      readonly kind: "begun";
      readonly machine: string;
      readonly worker: string;
      readonly since: number;
    })
  | (JobName & { readonly kind: "model"; readonly machine: string; readonly message: ModelMessage })
  | { readonly kind: "stray"; readonly run: string; readonly agentId: number; readonly reason: string }
  /** Asks how late it is in the run, because the clocks of machines differ. */
  | { readonly kind: "time"; readonly run: string; readonly machine: string; readonly id: number }
  /** Another coordinator asks whether this one still leads the run. */
  | { readonly kind: "who leads"; readonly run: string; readonly from: string };

/** What a coordinator tells a worker machine. */
export type ToMachine =
  | (JobName & { readonly kind: "stop" | "kill" })
  | (JobName & { readonly kind: "model"; readonly reply: ModelReply })
  | { readonly kind: "time"; readonly id: number; readonly elapsed: number }
  /** From now on no job of the run begins. To all machines. */
  | { readonly kind: "drain"; readonly run: string }
  /** The run has ended. To all machines. */
  | { readonly kind: "ended"; readonly run: string }
  /** A coordinator has taken over the run, and asks what has begun of it. To all machines. */
  | { readonly kind: "what runs"; readonly run: string }
  /** Asks for a {@link Hello}. To all machines. */
  | { readonly kind: "who works" };

/** What a worker machine tells all coordinators of its queue, from time to time. */
export interface Hello {
  readonly kind: "hello";
  readonly machine: string;
  readonly build: string;
  readonly slots: number;
  readonly busy: number;
  readonly isDraining: boolean;
  /** Its clock, in milliseconds since 1970. */
  readonly time: number;
}

/** To a coordinator that has asked. */
export interface Leads {
  readonly kind: "leads";
  readonly run: string;
}

export type ControlMessage = ToCoordinator | ToMachine | Hello | Leads;
