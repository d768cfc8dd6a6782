import { Breaker, type BreakerOptions } from "./breaker.ts";
import { FairQueue, type Waiting } from "./fair-queue.ts";
import { TimeHeap } from "./time-heap.ts";
import { TokenRate } from "./token-rate.ts";

/** The longest time that one answer of the server keeps other questions waiting, in seconds. */
const LONGEST_HOLD_SECONDS = 30;

export interface SchedulerLimits {
  readonly concurrency: number;
  readonly maxQueued: number;
  /** Infinite for no limit. */
  readonly tokensAtOnce: number;
  /** Infinite for no limit. */
  readonly tokensPerMinute: number;
  /** Seconds that one attempt may take. */
  readonly answerTimeout: number;
  readonly breaker: BreakerOptions;
}

/** A question as the scheduler sees it. */
export interface Ticket extends Waiting {
  /** How many tokens its prompt and its longest answer have. */
  readonly tokens: number;
  /** When it fails, waiting or not. */
  readonly deadline: number;
}

/** How an attempt has ended: what it says about the server, and how many tokens it has used, where that is known. */
export interface AttemptEnd {
  readonly server: "answered" | "failed" | "unknown";
  readonly tokens?: number | undefined;
}

/**
 * Decides which question goes to the model next, and when. It has no clock and no timers: every method that depends on the
 * time is given it, in seconds, and `wakeAt` says when to ask again.
 *
 * A ticket waits (in the queue, or for the time of its next attempt), is under way, or is gone. Only `add`, `next`, `retry`,
 * `finish` and `drop` change that. The next ticket in turn is never overtaken by a smaller one, so none starves.
 */
export class Scheduler<T extends Ticket> {
  readonly #limits: SchedulerLimits;
  readonly #queue = new FairQueue<T>();
  /** Tickets that wait for their next attempt, by its time. */
  readonly #later = new TimeHeap<T>();
  /** All tickets, by the time when they fail. */
  readonly #ends = new TimeHeap<T>();
  readonly #underWay = new Set<T>();
  readonly #rate: TokenRate;
  readonly #breaker: Breaker;
  #tokensUnderWay = 0;
  /** No attempt starts before, because the server has asked for it. */
  #heldUntil = Number.NEGATIVE_INFINITY;

  constructor(limits: SchedulerLimits) {
    this.#limits = limits;
    this.#rate = new TokenRate(limits.tokensPerMinute);
    this.#breaker = new Breaker(limits.breaker);
  }

  /** How many tickets wait. */
  get waiting(): number {
    return this.#queue.size + this.#later.size;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  breakerState(now: number): "closed" | "open" | "trial" {
    return this.#breaker.state(now);
  }

  /** Whether the server is given up for now, so that what waits should fail. */
  isDown(now: number): boolean {
    return this.#breaker.isDown(now);
  }

  /** When the server is tried again, if it is left alone. */
  trialAt(now: number): number {
    return this.#breaker.trialAt(now);
  }

  /** The most tokens that a ticket may have to be let through ever. */
  get mostTokens(): number {
    return Math.min(this.#limits.tokensAtOnce, this.#limits.tokensPerMinute);
  }

  /** Takes in a ticket. Returns false when the queue is full. A ticket that can start at once needs no place in it. */
  add(ticket: T, now: number): boolean {
    const startsAtOnce = this.waiting === 0 && this.#startAt(ticket, now) <= now;
    if (!startsAtOnce && this.waiting >= this.#limits.maxQueued) return false;
    this.#queue.push(ticket);
    this.#ends.set(ticket, ticket.deadline);
    return true;
  }

  /** The next ticket whose attempt starts now. Call it until it returns undefined. */
  next(now: number): T | undefined {
    this.#wakeLater(now);
    const ticket = this.#queue.peek();
    if (ticket === undefined || this.#startAt(ticket, now) > now) return undefined;
    this.#queue.shift();
    this.#underWay.add(ticket);
    this.#tokensUnderWay += ticket.tokens;
    this.#rate.take(ticket.tokens, now);
    this.#breaker.started(now);
    this.#ends.set(ticket, Math.min(ticket.deadline, now + this.#limits.answerTimeout));
    return ticket;
  }

  /** An attempt has ended, and the ticket is tried again at a time. */
  retry(ticket: T, at: number, end: AttemptEnd, now: number): void {
    this.#endAttempt(ticket, end, now);
    this.#later.set(ticket, at);
    this.#ends.set(ticket, ticket.deadline);
  }

  /** An attempt has ended, and the ticket with it. */
  finish(ticket: T, end: AttemptEnd, now: number): void {
    this.#endAttempt(ticket, end, now);
    this.#ends.delete(ticket);
  }

  /** Takes out a ticket that waits. Returns false when it is under way or gone. */
  drop(ticket: T): boolean {
    const wasWaiting = this.#queue.delete(ticket) || this.#later.delete(ticket);
    if (wasWaiting) this.#ends.delete(ticket);
    return wasWaiting;
  }

  /** The server has asked to be left alone for some seconds. */
  hold(seconds: number, now: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(seconds, LONGEST_HOLD_SECONDS));
  }

  /** A ticket whose time is over. One that is under way must be finished then; one that waits must be dropped. */
  expired(now: number): T | undefined {
    return this.#ends.takeDue(now);
  }

  isUnderWay(ticket: T): boolean {
    return this.#underWay.has(ticket);
  }

  /** All tickets that wait, in no order. */
  *allWaiting(): Iterable<T> {
    for (const ticket of this.#ends.items()) if (!this.#underWay.has(ticket)) yield ticket;
  }

  allUnderWay(): Iterable<T> {
    return this.#underWay;
  }

  /** When something changes by the passing of time alone; infinite when nothing does. */
  wakeAt(now: number): number {
    const ticket = this.#queue.peek();
    const start = ticket === undefined ? Number.POSITIVE_INFINITY : this.#startAt(ticket, now);
    return Math.min(start, this.#later.earliest, this.#ends.earliest);
  }

  /** When an attempt of this ticket may start; infinite while it must wait for another one's end. */
  #startAt(ticket: T, now: number): number {
    const { concurrency, tokensAtOnce } = this.#limits;
    if (this.#underWay.size >= concurrency) return Number.POSITIVE_INFINITY;
    if (this.#underWay.size > 0 && this.#tokensUnderWay + ticket.tokens > tokensAtOnce)
      return Number.POSITIVE_INFINITY;
    if (!this.#breaker.allows(now)) return this.#breaker.trialAt(now);
    return Math.max(now, this.#heldUntil, this.#rate.readyAt(ticket.tokens, now));
  }

  #wakeLater(now: number): void {
    for (let due = this.#later.takeDue(now); due !== undefined; due = this.#later.takeDue(now))
      this.#queue.pushAgain(due);
  }

  #endAttempt(ticket: T, { server, tokens }: AttemptEnd, now: number): void {
    if (!this.#underWay.delete(ticket)) throw new Error("The ticket is not under way.");
    this.#tokensUnderWay -= ticket.tokens;
    // A server may count anything: more than twice as many as expected would hold up all other questions.
    if (tokens !== undefined) this.#rate.giveBack(ticket.tokens - Math.min(tokens, 2 * ticket.tokens));
    if (server === "answered") this.#breaker.succeeded();
    else if (server === "failed") this.#breaker.failed(now);
    else this.#breaker.ended();
  }
}
