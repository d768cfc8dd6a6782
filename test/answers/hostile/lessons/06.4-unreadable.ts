// attack: gives outcomes that no check can read
// says: came | comes back | not started | never started
// exercise 06.4 · A supervisor
class Supervisor {
  readonly shutdown: any = null;
  shutDown(): void {}
  async run(agents: readonly unknown[], plan: object, sleep: unknown): Promise<any> {
    return [null, Symbol("odd"), [,], { success: { valueOf: 1 }, error: { message: null } }];
  }
}
