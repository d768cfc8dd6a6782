// exercise 10.5 · An intake that sheds
// Drops whatever comes to a full house.
// fails: the line that is worth the least is shed, wherever it stands
// fails: a flood, with a reader that is slower
class Intake {
  /** How many lines of worth 0, 1, 2 and 3 were shed. */
  readonly shed: number[] = [0, 0, 0, 0];
  readonly #room: number;
  readonly #waiting: Line[] = [];

  /** @param room how many lines may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  offer(line: Line): boolean {
    if (this.#waiting.length === this.#room) this.shed[line.worth] += 1;
    else this.#waiting.push(line);
    return this.#waiting.length < this.#room;
  }

  take(): Line | undefined {
    return this.#waiting.shift();
  }
}
