/** The part of node-llama-cpp that is used. Its types are written down here, because the package is installed by few. */
export interface LlamaModule {
  getLlama(options: {
    readonly gpu: false;
    readonly build: "never";
    readonly skipDownload: true;
    readonly maxThreads: number;
    readonly logLevel: string;
    readonly logger: () => void;
  }): Promise<Llama>;
  readonly LlamaChat: new (options: { readonly contextSequence: LlamaSequence }) => LlamaChat;
  readonly LlamaLogLevel: { readonly error: string };
}

export interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
  /** Throws at schemas that it does not understand. */
  createGrammarForJsonSchema(schema: unknown): Promise<unknown>;
}

export interface LlamaModel {
  tokenize(text: string): readonly unknown[];
  createContext(options: {
    readonly contextSize: { readonly max: number };
    readonly sequences: number;
    readonly threads: number;
  }): Promise<LlamaContext>;
}

export interface LlamaContext {
  readonly contextSize: number;
  getSequence(): LlamaSequence;
}

export interface LlamaSequence {
  readonly tokenMeter: {
    getState(): { readonly usedInputTokens: number; readonly usedOutputTokens: number };
  };
}

export type LlamaHistoryItem =
  | { readonly type: "system" | "user"; readonly text: string }
  | { readonly type: "model"; readonly response: readonly string[] };

export interface LlamaChat {
  generateResponse(
    history: readonly LlamaHistoryItem[],
    options: {
      readonly maxTokens: number;
      readonly temperature?: number;
      readonly grammar?: unknown;
      readonly signal: AbortSignal;
      readonly stopOnAbortSignal: true;
      readonly onTextChunk: (text: string) => void;
    },
  ): Promise<{ readonly response: string }>;
}
