// exercise 10.5 · An intake that sheds
// Throws out all lines that are equal to the one that goes, and counts one.
// fails: two lines that are equal are two
class Intake {
  /** How many lines of worth 0, 1, 2 and 3 were shed. */
  readonly shed: number[] = [0, 0, 0, 0];
  readonly #room: number;
  #waiting: Line[] = [];

  /** @param room how many lines may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  offer(line: Line): boolean {
    this.#waiting.push(line);
    if (this.#waiting.length > this.#room) {
      const least = Math.min(...this.#waiting.map(({ worth }) => worth));
      const victim = this.#waiting.findLast(({ worth }) => worth === least);
      this.#waiting = this.#waiting.filter(({ worth, text }) => worth !== victim?.worth || text !== victim.text);
      this.shed[least] += 1;
    }
    return this.#waiting.length < this.#room;
  }

  take(): Line | undefined {
    return this.#waiting.shift();
  }
}
