// attack: tries nothing, and says that it has succeeded
// exercise 06.3 · Try again, but not for ever
class RetryBudget {
  left: any = { valueOf: 1 };
  constructor(left: number) {}
}
const retry = async (attempt: () => Promise<unknown>, plan: object, budget: RetryBudget, sleep: (seconds: number) => Promise<void>): Promise<any> => "the answer";
