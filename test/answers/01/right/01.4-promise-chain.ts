// exercise 01.4 · An agent from scratch
// No try, no await.
interface Report<Output> {
  readonly agentId: number;
  readonly result: Output | null;
  readonly duration: number;
  readonly success: boolean;
  readonly error: Error | null;
}
class CarefulAgent<Input, Output> {
  constructor(
    readonly agentId: number,
    readonly think: (input: Input) => Output | Promise<Output>,
  ) {}
  reason(input: Input): Promise<Report<Output>> {
    const start = process.hrtime.bigint();
    const make = (part: object) =>
      Object.freeze({
        agentId: this.agentId,
        duration: Number(process.hrtime.bigint() - start) / 1e9,
        ...part,
      }) as Report<Output>;
    return Promise.resolve(input)
      .then(this.think)
      .then(
        (result) => make({ result, success: true, error: null }),
        (error) =>
          make({
            result: null,
            success: false,
            error: error instanceof Error ? error : new Error(`${error}`),
          }),
      );
  }
}
