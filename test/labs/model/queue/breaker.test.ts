import { expect, test } from "vitest";
import { Breaker } from "../../../../labs/model/queue/breaker.ts";

/** A breaker that has opened at second 0, for 2 seconds. */
function openBreaker(): Breaker {
  const breaker = new Breaker({ failures: 3, pause: 2 });
  for (let i = 0; i < 3; i++) breaker.failed(0);
  return breaker;
}

test("It opens after so many failures in a row, and a success between them begins the count anew.", () => {
  const breaker = new Breaker({ failures: 3, pause: 2 });
  breaker.failed(0);
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(0);
  breaker.failed(0);
  expect(breaker.state(0)).toBe("closed");
  breaker.failed(0);
  expect(breaker.state(0)).toBe("open");
  expect(breaker.allows(1.9)).toBe(false);
  expect(breaker.trialAt(1)).toBe(2);
});

test("After the pause one question is the trial, and the others wait for its end.", () => {
  const breaker = openBreaker();
  expect(breaker.state(2)).toBe("trial");
  expect(breaker.allows(2)).toBe(true);
  breaker.started(2);
  expect(breaker.allows(2)).toBe(false);
  breaker.succeeded();
  expect(breaker.state(2)).toBe("closed");
  expect(breaker.allows(2)).toBe(true);
});

test("A first pause gives nothing up. After a failed trial the server is down, for twice as long each time up to a minute.", () => {
  const breaker = openBreaker();
  expect(breaker.isDown(1)).toBe(false);
  let now = 2;
  const pauses: number[] = [];
  for (let i = 0; i < 7; i++) {
    breaker.started(now);
    breaker.failed(now);
    expect(breaker.isDown(now)).toBe(true);
    const trialAt = breaker.trialAt(now);
    pauses.push(trialAt - now);
    now = trialAt;
    expect(breaker.isDown(now)).toBe(false);
  }
  expect(pauses).toEqual([4, 8, 16, 32, 60, 60, 60]);
});

test("A trial that was cancelled says nothing, and the next question is the trial.", () => {
  const breaker = openBreaker();
  breaker.started(2);
  breaker.ended();
  expect(breaker.state(2)).toBe("trial");
  expect(breaker.allows(2)).toBe(true);
});

test("Failures of what was under way when it opened do not lengthen the pause.", () => {
  const breaker = openBreaker();
  for (let i = 0; i < 10; i++) breaker.failed(1);
  expect(breaker.trialAt(1)).toBe(2);
});
