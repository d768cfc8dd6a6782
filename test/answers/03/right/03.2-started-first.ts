// exercise 03.2 · A second opinion
// Both are started, then awaited one after the other.
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
    const under = this.first.reason(input);
    const way = this.second.reason(input);
    const one = await under;
    const other = await way;
    if (!one.success) throw new Error(`${one.agentType}: ${one.error?.message}`);
    if (!other.success) throw new Error(`${other.agentType}: ${other.error?.message}`);
    if (one.result === other.result) return one.result as O;
    throw new Error(`one says ${one.result}, the other ${other.result}`);
  }
}
