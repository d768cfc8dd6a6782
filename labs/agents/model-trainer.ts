import { randomNumbers } from "../common/random-numbers.ts";
import type { AgentContext } from "./agent-context.ts";
import { AIAgent } from "./ai-agent.ts";

/** The input of a ModelTrainer. */
export interface TrainingPlan {
  /** The number of passes over all samples. @minimum 1 */
  readonly epochs: number;
  /** The number of generated samples. @minimum 1 @default 1000 */
  readonly samples?: number;
  /** The number of values in a sample. @minimum 1 @default 4 */
  readonly features?: number;
  /** The factor by which each step follows the gradient. @default 0.1 */
  readonly learningRate?: number;
  /** The same seed gives the same data. @default the agent's id */
  readonly seed?: number;
}

/** The output of a ModelTrainer. */
export interface TrainedModel {
  readonly weights: readonly number[];
  readonly bias: number;
  /** The loss curve: the mean squared error before each epoch and after the last one. */
  readonly losses: readonly number[];
  /** The parameters that the samples were generated with. Training approaches them. */
  readonly truth: { readonly weights: readonly number[]; readonly bias: number };
}

/** The largest distance of a generated answer from the true line. */
const NOISE = 0.05;

/**
 * Learns y = w·x + b from noisy samples, by gradient descent over the whole batch.
 *
 * It can be stopped early: when asked to stop, it answers with the weights learnt so far.
 */
export class ModelTrainer extends AIAgent<TrainingPlan, TrainedModel> {
  static readonly module: string = import.meta.url;

  protected think(plan: TrainingPlan, context: AgentContext): TrainedModel {
    const { epochs, samples = 1000, features = 4, learningRate = 0.1, seed = this.agentId } = plan;
    for (const [name, value] of Object.entries({ epochs, samples, features })) {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw new RangeError(`ModelTrainer needs ${name} of at least 1, but got ${String(value)}.`);
      }
    }
    const { inputs, answers, truth } = generate(samples, features, seed);
    const weights = new Float64Array(features);
    const gradient = new Float64Array(features);
    let bias = 0;
    const losses: number[] = [];
    for (let epoch = 0; epoch <= epochs; epoch++) {
      gradient.fill(0);
      let biasGradient = 0;
      let loss = 0;
      for (let s = 0; s < samples; s++) {
        let miss = bias - (answers[s] as number);
        for (let f = 0; f < features; f++)
          miss += (weights[f] as number) * (inputs[s * features + f] as number);
        for (let f = 0; f < features; f++)
          (gradient[f] as number) += miss * (inputs[s * features + f] as number);
        biasGradient += miss;
        loss += miss * miss;
      }
      losses.push(loss / samples);
      if (epoch === epochs || context.stopRequested) break;
      const step = (2 * learningRate) / samples;
      for (let f = 0; f < features; f++) (weights[f] as number) -= step * (gradient[f] as number);
      bias -= step * biasGradient;
    }
    return { weights: [...weights], bias, losses, truth };
  }
}

function generate(samples: number, features: number, seed: number) {
  const random = randomNumbers(seed);
  const signed = () => 2 * random() - 1;
  const truth = { weights: Array.from({ length: features }, signed), bias: signed() };
  const inputs = Float64Array.from({ length: samples * features }, signed);
  const answers = Float64Array.from({ length: samples }, (_, s) => {
    const exact = truth.weights.reduce(
      (sum, weight, f) => sum + weight * (inputs[s * features + f] as number),
      truth.bias,
    );
    return exact + NOISE * signed();
  });
  return { inputs, answers, truth };
}
