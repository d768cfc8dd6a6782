// exercise 11.3 · Let it go
// Remembers of each job what became of it.
type Fate = "in hand" | "acknowledged" | "given back";

class Draining {
  readonly #fates = new Map<string, Fate>();
  #toldAt: number | undefined;

  constructor(readonly grace: number) {}

  #jobsInHand(): string[] {
    return [...this.#fates].filter(([, fate]) => fate === "in hand").map(([job]) => job);
  }

  #isOver(now: number): boolean {
    return this.#toldAt !== undefined && now >= this.#toldAt + this.grace;
  }

  take(job: string): boolean {
    if (!this.ready() || this.#fates.get(job) === "in hand") return false;
    this.#fates.delete(job); // so that it stands at the end again
    this.#fates.set(job, "in hand");
    return true;
  }

  stop(now: number): void {
    this.#toldAt ??= now;
  }

  end(job: string, now: number): "acknowledge" | "ignore" {
    if (this.#isOver(now) || this.#fates.get(job) !== "in hand") return "ignore";
    this.#fates.set(job, "acknowledged");
    return "acknowledge";
  }

  giveBack(now: number): string[] {
    if (!this.#isOver(now)) return [];
    const jobs = this.#jobsInHand();
    for (const job of jobs) this.#fates.set(job, "given back");
    return jobs;
  }

  ready(): boolean {
    return this.#toldAt === undefined;
  }

  state(): "working" | "draining" | "gone" {
    if (this.ready()) return "working";
    return this.#jobsInHand().length > 0 ? "draining" : "gone";
  }
}
