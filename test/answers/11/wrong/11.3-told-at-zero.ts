// exercise 11.3 · Let it go
// Second 0 is no second.
// fails: told to go, it takes no job and is not ready
class Draining {
  readonly #grace: number;
  readonly #inHand = new Set<string>();
  #deadline = Number.POSITIVE_INFINITY;
  #toldAt = 0;

  constructor(grace: number) {
    this.#grace = grace;
  }

  take(job: string): boolean {
    if (this.#toldAt || this.#inHand.has(job)) return false;
    this.#inHand.add(job);
    return true;
  }

  stop(now: number): void {
    if (this.#toldAt) return;
    this.#toldAt = now;
    this.#deadline = now + this.#grace;
  }

  end(job: string, now: number): "acknowledge" | "ignore" {
    if (now >= this.#deadline || !this.#inHand.delete(job)) return "ignore";
    return "acknowledge";
  }

  giveBack(now: number): string[] {
    if (now < this.#deadline) return [];
    const back = [...this.#inHand];
    this.#inHand.clear();
    return back;
  }

  ready(): boolean {
    return !this.#toldAt;
  }

  state(): "working" | "draining" | "gone" {
    if (!this.#toldAt) return "working";
    return this.#inHand.size > 0 ? "draining" : "gone";
  }
}
