// Private fields, methods and the question whether an object has them.
class Account {
  #balance = 0;
  static #opened = 0;
  constructor() { Account.#opened += 1; }
  #check(amount: number) { if (amount <= 0) throw new RangeError("not positive"); }
  deposit(amount: number) { this.#check(amount); this.#balance += amount; return this; }
  get balance() { return this.#balance; }
  static isAccount(value: object) { return #balance in value; }
}
// %%
const answer = () => [new Account().deposit(5).balance, Account.isAccount(new Account()), Account.isAccount({})];
// expect: [5, true, false]
