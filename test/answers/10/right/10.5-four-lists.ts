// exercise 10.5 · An intake that sheds
// A list for each worth, and a number for each line.
class Intake {
  readonly shed: number[] = [0, 0, 0, 0];
  readonly #room: number;
  readonly #lists: { at: number; line: Line }[][] = [[], [], [], []];
  #count = 0;
  #waiting = 0;

  constructor(room: number) {
    this.#room = room;
  }

  offer(line: Line): boolean {
    this.#lists[line.worth].push({ at: this.#count, line });
    this.#count += 1;
    if (this.#waiting < this.#room) this.#waiting += 1;
    else {
      const least = this.#lists.findIndex((list) => list.length > 0);
      this.#lists[least].pop();
      this.shed[least] += 1;
    }
    return this.#waiting < this.#room;
  }

  take(): Line | undefined {
    const filled = this.#lists.filter((list) => list.length > 0);
    if (filled.length === 0) return undefined;
    this.#waiting -= 1;
    return filled.reduce((best, list) => (list[0].at < best[0].at ? list : best)).shift()?.line;
  }
}
