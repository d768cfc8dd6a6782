// attack: calls back a million times at once
// points: 0
// %%
// exercise 01.2 · A counter
class Counter {
  constructor(readonly start: number) {}
  increase(by: number): number { return by; }
  report(): any { return {}; }
  async visit(visitor: any): Promise<any> {
    const calls: any[] = [];
    for (let i = 0; i < 1e6; i++) calls.push(visitor(this.start + i));
    return Promise.all(calls);
  }
  steps(): any { return []; }
}
