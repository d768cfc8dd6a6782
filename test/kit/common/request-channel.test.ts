import { expect, test, vi } from "vitest";
import { RequestChannel } from "../../../kit/common/request-channel.ts";

interface Body {
  readonly op: string;
}

function channelWithLog() {
  const posted: (Body & { id: number })[] = [];
  const channel = new RequestChannel<Body, string>((request) => posted.push(request));
  return { channel, posted };
}

test("each request gets a number of its own, and its reply in whatever order replies arrive", async () => {
  const { channel, posted } = channelWithLog();
  const replies = [channel.request({ op: "a" }), channel.request({ op: "b" })];
  expect(posted).toEqual([
    { op: "a", id: 1 },
    { op: "b", id: 2 },
  ]);
  expect(channel.size).toBe(2);
  expect(channel.resolve(2, "second")).toBe(true);
  expect(channel.resolve(1, "first")).toBe(true);
  expect(await Promise.all(replies)).toEqual(["first", "second"]);
  expect(channel.size).toBe(0);
});

test("a reply without a request is reported, and so is a second one", async () => {
  const { channel } = channelWithLog();
  const reply = channel.request({ op: "a" });
  expect(channel.resolve(7, "x")).toBe(false);
  channel.resolve(1, "x");
  expect(channel.resolve(1, "y")).toBe(false);
  expect(channel.reject(1, new Error("late"))).toBe(false);
  expect(await reply).toBe("x");
});

test("a request that cannot be posted is rejected with the reason", async () => {
  const channel = new RequestChannel<Body, string>(() => {
    throw new Error("The pipe is closed.");
  });
  await expect(channel.request({ op: "a" })).rejects.toThrow("The pipe is closed.");
  expect(channel.size).toBe(0);
});

test("the end of the other side rejects every pending request, and the channel can be used again", async () => {
  const { channel } = channelWithLog();
  const lost = [channel.request({ op: "a" }), channel.request({ op: "b" })];
  channel.rejectAll(new Error("The process has ended."));
  for (const reply of lost) await expect(reply).rejects.toThrow("The process has ended.");
  const next = channel.request({ op: "c" });
  channel.resolve(3, "done");
  expect(await next).toBe("done");
});

test("a time limit calls its owner once, and not when the reply came in time", async () => {
  vi.useFakeTimers();
  try {
    const { channel } = channelWithLog();
    const onTimeout = vi.fn(() => channel.rejectAll(new Error("It took too long.")));
    const late = channel.request({ op: "a" }, { timeoutMs: 100, onTimeout });
    const expectation = expect(late).rejects.toThrow("It took too long.");
    await vi.advanceTimersByTimeAsync(100);
    await expectation;
    const soon = channel.request({ op: "b" }, { timeoutMs: 100, onTimeout });
    channel.resolve(2, "done");
    expect(await soon).toBe("done");
    await vi.advanceTimersByTimeAsync(1000);
    expect(onTimeout).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});
