// exercise 11.3 · Let it go
// Goes on taking jobs.
// fails: told to go, it takes no job and is not ready
class Draining {
  readonly #grace: number;
  readonly #inHand = new Set<string>();
  #deadline = Number.POSITIVE_INFINITY;
  #isTold = false;

  constructor(grace: number) {
    this.#grace = grace;
  }

  take(job: string): boolean {
    if (this.#inHand.has(job)) return false;
    this.#inHand.add(job);
    return true;
  }

  stop(now: number): void {
    if (this.#isTold) return;
    this.#isTold = true;
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
    return !this.#isTold;
  }

  state(): "working" | "draining" | "gone" {
    if (!this.#isTold) return "working";
    return this.#inHand.size > 0 ? "draining" : "gone";
  }
}
