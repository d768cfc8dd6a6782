/** A class with a private field, whose objects are made of what `toJSON` gives. */
export class Money {
  static readonly module: string = import.meta.url;
  readonly #cents: number;
  readonly currency: string;

  constructor(amount: number, currency: string) {
    this.#cents = amount * 100;
    this.currency = currency;
  }

  static revive({ amount, currency }: { amount: number; currency: string }): Money {
    return new Money(amount, currency);
  }

  toJSON(): { amount: number; currency: string } {
    return { amount: this.#cents / 100, currency: this.currency };
  }

  get text(): string {
    return `${this.#cents / 100} ${this.currency}`;
  }
}

export class MoneyAgent {
  static readonly module: string = import.meta.url;

  reason(money: Money): unknown {
    const { amount, currency } = money.toJSON();
    const best = new Money(2 * amount, currency);
    return { all: [best, money], best };
  }
}
