// exercise 10.5 · An intake that sheds
// A chain with both ends; the room that is left is counted down.
class Intake {
  /** How many lines of worth 0, 1, 2 and 3 were shed. */
  readonly shed: number[] = [0, 0, 0, 0];
  // A chain with both ends. The room that is left is counted down.
  #first: Link | undefined;
  #last: Link | undefined;
  #left: number;

  /** @param room how many lines may wait, at least 1 */
  constructor(room: number) {
    this.#left = room;
  }

  offer(line: Line): boolean {
    if (this.#left === 0) {
      const victim = this.#leastWorthBelow(line.worth);
      this.shed[victim === undefined ? line.worth : victim.line.worth] += 1;
      if (victim === undefined) return false;
      this.#unlink(victim);
    }
    const link: Link = { line, before: this.#last, after: undefined };
    if (this.#last === undefined) this.#first = link;
    else this.#last.after = link;
    this.#last = link;
    this.#left -= 1;
    return this.#left > 0;
  }

  take(): Line | undefined {
    const link = this.#first;
    if (link === undefined) return undefined;
    this.#unlink(link);
    return link.line;
  }

  /** From the end to the front: the last one that is worth the least, if that is less than `worth`. */
  #leastWorthBelow(worth: number): Link | undefined {
    let [victim, least] = [undefined as Link | undefined, worth];
    for (let link = this.#last; link !== undefined && least > 0; link = link.before)
      if (link.line.worth < least) [victim, least] = [link, link.line.worth];
    return victim;
  }

  #unlink(link: Link): void {
    if (link.before === undefined) this.#first = link.after;
    else link.before.after = link.after;
    if (link.after === undefined) this.#last = link.before;
    else link.after.before = link.before;
    this.#left += 1;
  }
}

interface Link {
  readonly line: Line;
  before: Link | undefined;
  after: Link | undefined;
}
