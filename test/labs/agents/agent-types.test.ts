import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  AIAgent,
  CodeAnalyst,
  ModelTrainer,
  Researcher,
  soloContext,
  Validator,
} from "../../../labs/agents/index.ts";
import { KnowledgeBase } from "../../../labs/sharing/index.ts";

describe("ModelTrainer", () => {
  it("learns the parameters that generated the samples, and its loss falls", async () => {
    const { result } = await new ModelTrainer(3).reason({ epochs: 300 });
    if (result === null) throw new Error("no model");
    expect(result.losses).toHaveLength(301);
    expect(result.losses.at(-1)).toBeLessThan((result.losses[0] as number) / 50);
    for (const [f, weight] of result.weights.entries())
      expect(weight).toBeCloseTo(result.truth.weights[f] as number, 1);
    expect(result.bias).toBeCloseTo(result.truth.bias, 1);
  });

  it("gives the same model for the same seed and another for another", async () => {
    const train = async (seed: number) => (await new ModelTrainer(1).reason({ epochs: 3, seed })).result;
    expect(await train(5)).toEqual(await train(5));
    expect(await train(5)).not.toEqual(await train(6));
  });

  it("answers with its partial result when it is asked to stop", async () => {
    let looks = 0;
    const context = Object.defineProperty({ ...soloContext(1) }, "stopRequested", { get: () => ++looks > 5 });
    const { result } = await new ModelTrainer(1).reason({ epochs: 1_000_000 }, context);
    expect(result?.losses).toHaveLength(6);
  });

  it("refuses a plan without epochs", async () => {
    const { error } = await new ModelTrainer(1).reason({ epochs: 0 });
    expect(error?.message).toBe("ModelTrainer needs epochs of at least 1, but got 0.");
  });
});

describe("Validator", () => {
  const text = new TextEncoder().encode("Wikipedia");

  it("computes the standard checksum and SHA-256", async () => {
    const { result } = await new Validator(1).reason({ bytes: text });
    expect(result).toEqual({
      length: 9,
      checksum: 0x11e60398, // the example of the encyclopaedia
      sha256: createHash("sha256").update("Wikipedia").digest("hex"),
    });
  });

  it("reads shared bytes in place, and only the given range", async () => {
    const bytes = new SharedArrayBuffer(100_000);
    new Uint8Array(bytes).set(text, 50_000);
    const { result } = await new Validator(1).reason({ bytes, start: 50_000, end: 50_009 });
    expect(result).toEqual((await new Validator(1).reason({ bytes: text })).result);
  });

  it("does not overflow on long runs of large bytes", async () => {
    const bytes = new Uint8Array(1_000_000).fill(255);
    const { result } = await new Validator(1).reason({ bytes });
    let [a, b] = [1n, 0n];
    for (const byte of bytes) b += a += BigInt(byte);
    expect(result?.checksum).toBe(Number((b % 65_521n) * 65_536n + (a % 65_521n)));
  });

  it("refuses a range outside the bytes", async () => {
    const { error } = await new Validator(1).reason({ bytes: text, start: 3, end: 10 });
    expect(error?.message).toBe("Validator needs a range within 0 to 9, but got 3 to 10.");
  });
});

describe("Researcher", () => {
  const text =
    "Threads share bytes. Processes share nothing. Threads are light! Do threads share bytes safely?";

  it("adds its finding to the knowledge base", async () => {
    const knowledge = new KnowledgeBase();
    const context = { ...soloContext(4), shared: { knowledge } };
    const { result } = await new Researcher(4).reason({ topic: "threads", text }, context);
    expect(result).toEqual({
      topic: "threads",
      mentions: 3,
      related: ["bytes", "share", "light"],
      insight: 0,
      knownBefore: 0,
    });
    expect(knowledge.at(0)).toEqual({
      index: 0,
      agentName: "Researcher 4",
      text: "threads is mentioned in 3 sentences, most often with bytes, share, light.",
    });
  });

  it("says what it needs when there is no knowledge base", async () => {
    const { error } = await new Researcher(4).reason({ topic: "threads", text });
    expect(error?.message).toContain("shared: { knowledge: new KnowledgeBase() }");
  });
});

describe("CodeAnalyst", () => {
  it("counts nodes, depth, functions, names and the complexity of the most complex function", async () => {
    const source = `
      function simple(a) { return a; }
      const busy = (a, b) => { if (a && b) return a; for (const x of b) { while (x) a++; } return a ? 1 : 2; };
    `;
    const { result } = await new CodeAnalyst(1).reason({ source });
    expect(result).toMatchObject({ functions: 2, mostComplex: { name: "busy", complexity: 6 } });
    expect(result?.names[0]).toEqual(["a", 7]);
  });

  it("analyses real programs", async () => {
    const files = CodeAnalyst.sampleFiles();
    expect(files.length).toBeGreaterThan(3);
    const { result } = await new CodeAnalyst(1).reason({ file: files[0] as string });
    expect(result?.nodes).toBeGreaterThan(1000);
    expect(result?.functions).toBeGreaterThan(20);
    expect(result?.depth).toBeGreaterThan(10);
  });

  it("answers with an error for a text that is not code", async () => {
    const { error } = await new CodeAnalyst(1).reason({ source: "let let = ;" });
    expect(error?.cause).toBeInstanceOf(SyntaxError);
  });
});

it("every shipped agent type names its module, which a worker imports", () => {
  for (const type of [CodeAnalyst, ModelTrainer, Researcher, Validator]) {
    expect(type.prototype).toBeInstanceOf(AIAgent);
    expect(type.module).toMatch(/^file:.*\/labs\/agents\//);
  }
});
