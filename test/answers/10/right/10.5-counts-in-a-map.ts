// exercise 10.5 · An intake that sheds
// Counts in a Map, and `shed` reads it.
class Intake {
  readonly #counts = new Map<number, number>();
  readonly #waiting = new Set<{ line: Line }>();
  readonly #room: number;
  constructor(room: number) {
    this.#room = room;
  }
  get shed(): number[] {
    return [0, 1, 2, 3].map((worth) => this.#counts.get(worth) ?? 0);
  }
  offer(line: Line): boolean {
    this.#waiting.add({ line });
    while (this.#waiting.size > this.#room) {
      let victim: { line: Line } | undefined;
      for (const entry of this.#waiting) if (!victim || entry.line.worth <= victim.line.worth) victim = entry;
      if (!victim) break;
      this.#waiting.delete(victim);
      this.#counts.set(victim.line.worth, (this.#counts.get(victim.line.worth) ?? 0) + 1);
    }
    return this.#waiting.size < this.#room;
  }
  take(): Line | undefined {
    for (const entry of this.#waiting) {
      this.#waiting.delete(entry);
      return entry.line;
    }
    return undefined;
  }
}
