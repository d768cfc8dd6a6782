// exercise 03.2 · A second opinion
// Overrides reason() instead of think().
// fails: the promises of AIAgent are kept: measured and frozen
interface Colleague<I, O> {
  reason(input: I): Promise<Pick<AgentResult<O>, "agentType" | "result" | "success" | "error">>;
}
class SecondOpinion<I, O> extends AIAgent<I, O> {
  readonly first: Colleague<I, O>;
  readonly second: Colleague<I, O>;
  constructor(agentId: number, first: Colleague<I, O>, second: Colleague<I, O>) {
    super(agentId);
    this.first = first;
    this.second = second;
  }
  protected override async think(input: I): Promise<O> {
    throw new Error("not used");
  }
  override async reason(input: I): Promise<any> {
    const [one, other] = await Promise.all([this.first.reason(input), this.second.reason(input)]);
    const bad = [one, other].find((o) => !o.success);
    const error = bad
      ? new Error(`${bad.agentType} failed: ${bad.error?.message}`)
      : one.result !== other.result
        ? new Error(`${one.result} and ${other.result}`)
        : null;
    return { agentId: this.agentId, success: !error, result: error ? null : one.result, error };
  }
}
