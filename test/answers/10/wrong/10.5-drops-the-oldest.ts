// exercise 10.5 · An intake that sheds
// Drops the oldest one, as a ring does.
// fails: the line that is worth the least is shed, wherever it stands
// fails: of several that are worth the least, the last one is shed
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
    this.#waiting.push(line);
    if (this.#waiting.length > this.#room) {
      const gone = this.#waiting.shift();
      if (gone) this.shed[gone.worth] += 1;
    }
    return this.#waiting.length < this.#room;
  }

  take(): Line | undefined {
    return this.#waiting.shift();
  }
}
