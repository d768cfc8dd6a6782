// exercise 10.5 · An intake that sheds
// Says that there is room when it has just become full.
// fails: offer() says whether there is room for another line
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
    this.#waiting.push(line);
    if (this.#waiting.length > this.#room) {
      let least = this.#waiting.length - 1;
      for (let at = least - 1; at >= 0; at -= 1)
        if (this.#waiting[at].worth < this.#waiting[least].worth) least = at;
      const [gone] = this.#waiting.splice(least, 1);
      this.shed[gone.worth] += 1;
    }
    return this.#waiting.length <= this.#room;
  }

  take(): Line | undefined {
    return this.#waiting.shift();
  }
}
