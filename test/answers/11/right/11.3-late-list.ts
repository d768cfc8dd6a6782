// exercise 11.3 · Let it go
// A list of jobs, and a second one of those that came too late; they go back in the order of taking all the same.
class Draining {
  private jobs: { job: string; number: number }[] = [];
  private late: { job: string; number: number }[] = [];
  private taken = 0;
  private until: number | null = null;

  constructor(private readonly grace: number) {}

  take(job: string): boolean {
    if (this.until !== null) return false;
    if (this.jobs.some((one) => one.job === job)) return false;
    this.taken += 1;
    this.jobs.push({ job, number: this.taken });
    return true;
  }

  stop(now: number): void {
    if (this.until === null) this.until = now + this.grace;
  }

  end(job: string, now: number): "acknowledge" | "ignore" {
    const at = this.jobs.findIndex((one) => one.job === job);
    if (at < 0) return "ignore";
    const [one] = this.jobs.splice(at, 1);
    if (this.until === null || now < this.until) return "acknowledge";
    this.late.push(one);
    return "ignore";
  }

  giveBack(now: number): string[] {
    if (this.until === null || now < this.until) return [];
    const back = [...this.jobs, ...this.late].sort((one, other) => one.number - other.number);
    this.jobs = [];
    this.late = [];
    return back.map((one) => one.job);
  }

  ready(): boolean {
    return this.until === null;
  }

  state(): "working" | "draining" | "gone" {
    if (this.until === null) return "working";
    return this.jobs.length + this.late.length === 0 ? "gone" : "draining";
  }
}
