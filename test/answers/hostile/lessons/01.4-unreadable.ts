// attack: gives reports that no check can read, each of another kind
// says: got | came
// exercise 01.4 · An agent from scratch
class CarefulAgent {
  static calls = 0;
  constructor(readonly agentId: number, readonly think: (input: any) => any) {}
  async reason(input: any): Promise<any> {
    const error: any = new Error("round");
    error.cause = error;
    const odd: any[] = [null, undefined, Symbol("odd"), [,], { error, success: 1, result: { valueOf: 1, toString: 1 } }, new Proxy({}, { get: () => 1 })];
    return odd[(CarefulAgent.calls += 1) % odd.length];
  }
}
