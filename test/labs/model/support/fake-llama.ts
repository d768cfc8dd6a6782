import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A stand-in for node-llama-cpp with its shape, which a thread can import. It answers with the last message, word by word, a
 * word each 5 ms, and says how many it answered at once. "exit" ends the thread, "throw" throws, "for ever" never ends.
 */
const SOURCE = `
let atOnce = 0, most = 0;
export const LlamaLogLevel = { error: "error" };
export async function getLlama({ gpu, build, skipDownload, maxThreads }) {
  return {
    async loadModel({ modelPath }) {
      if (modelPath.includes("broken")) throw new Error("these are no weights");
      return {
        tokenize: (text) => text.split(" "),
        async createContext({ contextSize, sequences }) {
          const meter = { usedInputTokens: 0, usedOutputTokens: 0 };
          return { contextSize: contextSize.max, getSequence: () => ({ meter, tokenMeter: { getState: () => ({ ...meter }) } }) };
        },
      };
    },
    async createGrammarForJsonSchema(schema) {
      if (schema.beyond) throw new Error("not supported");
      return { schema };
    },
  };
}
export class LlamaChat {
  constructor({ contextSequence }) { this.sequence = contextSequence; }
  async generateResponse(history, { signal, onTextChunk, maxTokens, grammar }) {
    const text = history.at(-2).text;
    if (text === "exit") process.exit(3);
    if (text === "throw") throw new Error("llama.cpp failed");
    most = Math.max(most, ++atOnce);
    const words = grammar ? ['{"most":' + most + "}"] : (text + " (most at once: " + most + ")").split(/(?<= )/);
    let response = "";
    for (let i = 0; (i < words.length || text === "for ever") && !signal.aborted && i < maxTokens; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const word = words[i] ?? "and ";
      response += word;
      this.sequence.meter.usedOutputTokens++;
      onTextChunk(word);
    }
    atOnce--;
    return { response };
  }
}
`;

export interface FakeLlama extends Disposable {
  /** The folder in which the package is installed. */
  readonly library: string;
  /** The path of a file that stands for the weights. */
  readonly weights: string;
  /** The path of a file that cannot be loaded. */
  readonly broken: string;
}

export function installFakeLlama(): FakeLlama {
  const library = mkdtempSync(join(tmpdir(), "fake-llama-"));
  const folder = join(library, "node_modules/node-llama-cpp");
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "node-llama-cpp", version: "0.0.0", type: "module", exports: "./index.js" };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "index.js"), SOURCE);
  const weights = join(library, "tiny-model.gguf");
  const broken = join(library, "broken.gguf");
  for (const file of [weights, broken]) writeFileSync(file, "");
  return {
    library,
    weights,
    broken,
    [Symbol.dispose]: () => rmSync(library, { recursive: true, force: true }),
  };
}
