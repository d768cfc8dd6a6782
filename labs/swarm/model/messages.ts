import type { ModelAnswer, ModelErrorCode, ModelQuestion, ModelUsage } from "../../agents/agent.ts";
import type { Job } from "../job.ts";

/** A worker's agent asks the swarm's language model, or gives up a question. */
export type ModelMessage =
  | {
      readonly kind: "model-ask";
      /** The number of the question in its worker. */
      readonly id: number;
      readonly job: Job;
      readonly question: Omit<ModelQuestion, "signal">;
      readonly isStreamed: boolean;
      /** Seconds since the run's start. */
      readonly askedAt: number;
    }
  | { readonly kind: "model-cancel"; readonly id: number };

/** What the coordinator sends to a worker about a question. */
export type ModelReply =
  | { readonly kind: "model-text"; readonly id: number; readonly text: string }
  | { readonly kind: "model-answer"; readonly id: number; readonly answer: ModelAnswer }
  | {
      readonly kind: "model-error";
      readonly id: number;
      readonly code: ModelErrorCode;
      readonly message: string;
      readonly usage: ModelUsage | undefined;
    };
