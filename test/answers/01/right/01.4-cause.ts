// exercise 01.4 · An agent from scratch
// A promise chain; what is no Error becomes the cause of one.
interface Report<Output> {
  readonly agentId: number;
  readonly result: Output | null;
  readonly duration: number;
  readonly success: boolean;
  readonly error: Error | null;
}

class CarefulAgent<Input, Output> {
  readonly agentId: number;
  readonly think: (input: Input) => Output | Promise<Output>;

  constructor(agentId: number, think: (input: Input) => Output | Promise<Output>) {
    this.agentId = agentId;
    this.think = think;
  }

  reason(input: Input): Promise<Report<Output>> {
    const begin = process.hrtime.bigint();
    const seconds = () => Number(process.hrtime.bigint() - begin) / 1e9;
    return new Promise<Output>((resolve) => resolve(this.think(input))).then(
      (result) => this.#seal({ result, duration: seconds(), success: true, error: null }),
      (thrown: unknown) =>
        this.#seal({ result: null, duration: seconds(), success: false, error: CarefulAgent.asError(thrown) }),
    );
  }

  #seal(what: Omit<Report<Output>, "agentId">): Report<Output> {
    return Object.freeze({ agentId: this.agentId, ...what });
  }

  private static asError(thrown: unknown): Error {
    if (thrown instanceof Error) return thrown;
    return new Error("something was thrown that is no Error", { cause: thrown });
  }
}
