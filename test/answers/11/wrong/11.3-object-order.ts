// exercise 11.3 · Let it go
// Keeps its jobs as keys of an object, which puts names that look like numbers first, by size.
// fails: with a grace of 0 everything goes back at once
class Draining {
  readonly #grace: number;
  readonly #hands: Record<string, true> = Object.create(null);
  #stoppedAt: number | undefined;

  constructor(grace: number) {
    this.#grace = grace;
  }

  take(job: string): boolean {
    if (!this.ready() || job in this.#hands) return false;
    this.#hands[job] = true;
    return true;
  }

  stop(now: number): void {
    if (this.#stoppedAt === undefined) this.#stoppedAt = now;
  }

  end(job: string, now: number): "acknowledge" | "ignore" {
    if (!(job in this.#hands)) return "ignore";
    if (this.#stoppedAt !== undefined && now >= this.#stoppedAt + this.#grace) return "ignore";
    delete this.#hands[job];
    return "acknowledge";
  }

  giveBack(now: number): string[] {
    if (this.#stoppedAt === undefined || now < this.#stoppedAt + this.#grace) return [];
    const back = Object.keys(this.#hands);
    for (const job of back) delete this.#hands[job];
    return back;
  }

  ready(): boolean {
    return this.#stoppedAt === undefined;
  }

  state(): "working" | "draining" | "gone" {
    if (this.#stoppedAt === undefined) return "working";
    return Object.keys(this.#hands).length > 0 ? "draining" : "gone";
  }
}
