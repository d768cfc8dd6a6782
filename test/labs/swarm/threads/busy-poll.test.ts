import { expect, it } from "vitest";
import { BusyPoll } from "../../../../labs/swarm/threads/busy-poll.ts";

/** An event loop whose turns and clock the test moves. */
function eventLoop() {
  let milliseconds = 1000;
  let waiting: (() => void)[] = [];
  return {
    turns: { later: (turn: () => void) => void waiting.push(turn), now: () => milliseconds },
    /** How many turns the loop has to make before its thread may sleep. */
    get waiting() {
      return waiting.length;
    },
    turn() {
      const now = waiting;
      waiting = [];
      for (const one of now) one();
    },
    pass(ms: number) {
      milliseconds += ms;
    },
  };
}

/** Sends a message to which no answer comes in time. Returns whether the loop has polled for it. */
function sendInVain(poll: BusyPoll, loop: ReturnType<typeof eventLoop>): boolean {
  poll.start();
  const hasPolled = loop.waiting > 0;
  loop.pass(10);
  loop.turn();
  expect(loop.waiting).toBe(0);
  return hasPolled;
}

/** Sends a message that is answered at once. Returns whether the loop has polled for it. */
function sendAndReceive(poll: BusyPoll, loop: ReturnType<typeof eventLoop>): boolean {
  poll.start();
  const hasPolled = loop.waiting > 0;
  loop.pass(0.01);
  loop.turn();
  poll.received();
  loop.turn();
  expect(loop.waiting).toBe(0);
  return hasPolled;
}

/** Sends messages until the loop polls again, in vain. Returns how many went without. */
function messagesUntilPoll(poll: BusyPoll, loop: ReturnType<typeof eventLoop>): number {
  let skipped = 0;
  while (!sendInVain(poll, loop)) skipped++;
  return skipped;
}

it("an event loop keeps turning after a message was sent, until the answer comes", () => {
  const loop = eventLoop();
  const poll = new BusyPoll(loop.turns);
  poll.start();
  for (let i = 0; i < 3; i++) {
    expect(loop.waiting).toBe(1);
    loop.pass(0.01);
    loop.turn();
  }
  poll.received();
  loop.turn();
  expect(loop.waiting).toBe(0);
});

it("an event loop that has waited long enough for an answer sleeps", () => {
  const loop = eventLoop();
  const poll = new BusyPoll(loop.turns);
  poll.start();
  loop.pass(1);
  loop.turn();
  expect(loop.waiting).toBe(0);
});

it("while no answer comes in time, ever more messages go without polling, up to 1,024", () => {
  const loop = eventLoop();
  const poll = new BusyPoll(loop.turns);
  expect(sendInVain(poll, loop)).toBe(true);
  const skipped = Array.from({ length: 12 }, () => messagesUntilPoll(poll, loop));
  expect(skipped).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024]);
});

it("while answers come in time, an event loop polls for each of them, and the next failure costs less", () => {
  const loop = eventLoop();
  const poll = new BusyPoll(loop.turns);
  sendInVain(poll, loop);
  for (let i = 0; i < 5; i++) messagesUntilPoll(poll, loop);
  // The last failure has made 32 messages go without.
  for (let i = 0; i < 32; i++) expect(sendAndReceive(poll, loop)).toBe(false);
  for (let i = 0; i < 16 * 6; i++) expect(sendAndReceive(poll, loop)).toBe(true);
  sendInVain(poll, loop);
  expect(messagesUntilPoll(poll, loop)).toBe(1);
});

it("messages that are sent together keep one turn of the event loop going", () => {
  const loop = eventLoop();
  const poll = new BusyPoll(loop.turns);
  for (let i = 0; i < 5; i++) poll.start();
  expect(loop.waiting).toBe(1);
});
