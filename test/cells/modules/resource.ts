export class Resource implements Disposable {
  readonly #log: string[];
  constructor(
    readonly name: string,
    log: string[],
  ) {
    this.#log = log;
    log.push(`open ${name}`);
  }
  [Symbol.dispose](): void {
    this.#log.push(`close ${this.name}`);
  }
}
