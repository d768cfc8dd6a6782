import type { ModelMessage } from "../../agents/index.ts";

/** What the thread of an embedded model is started with. */
export interface EmbeddedInit {
  /** The URL of node-llama-cpp. */
  readonly library: string;
  /** The path of the weights. */
  readonly weights: string;
  readonly contextTokens: number;
  /** How many threads compute. */
  readonly threads: number;
}

/** What the thread is sent. It works on one question after the other. */
export type ToEmbedded =
  | {
      readonly kind: "ask";
      readonly id: number;
      readonly messages: readonly ModelMessage[];
      readonly schema: Readonly<Record<string, unknown>> | undefined;
      readonly maxTokens: number;
      readonly temperature: number | undefined;
    }
  | { readonly kind: "cancel"; readonly id: number };

/** What the thread sends. */
export type FromEmbedded =
  | { readonly kind: "ready" }
  /** The model cannot be loaded. */
  | { readonly kind: "unable"; readonly reason: string }
  | { readonly kind: "text"; readonly id: number; readonly text: string }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly text: string;
      readonly promptTokens: number;
      readonly answerTokens: number;
    }
  /** The question does not fit, or the model failed at it. */
  | { readonly kind: "failed"; readonly id: number; readonly isRefused: boolean; readonly reason: string };
