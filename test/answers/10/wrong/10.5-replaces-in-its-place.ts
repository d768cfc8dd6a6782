// exercise 10.5 · An intake that sheds
// The new line takes the place of the one that was shed.
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
    if (this.#waiting.length === this.#room) {
      let least = this.#room - 1;
      for (let at = least - 1; at >= 0; at -= 1)
        if (this.#waiting[at].worth < this.#waiting[least].worth) least = at;
      if (line.worth <= this.#waiting[least].worth) {
        this.shed[line.worth] += 1;
        return false;
      }
      this.shed[this.#waiting[least].worth] += 1;
      this.#waiting[least] = line;
      return false;
    }
    this.#waiting.push(line);
    return this.#waiting.length < this.#room;
  }

  take(): Line | undefined {
    return this.#waiting.shift();
  }
}
