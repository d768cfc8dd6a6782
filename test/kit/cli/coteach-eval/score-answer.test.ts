import { describe, expect, test } from "vitest";
import { fleschKincaidGrade, scoreAnswer } from "../../../../kit/cli/coteach-eval/score-answer.ts";

const topic = [
  "Spend from a shared budget. Use `Atomics.compareExchange`, so that no update is lost.",
  "spend",
];

describe("the score of an answer", () => {
  test("is on topic with two words of the exercise, in prose or in code", () => {
    expect(scoreAnswer("What happens to the budget between the two updates?", topic, 1).isOnTopic).toBe(true);
    expect(
      scoreAnswer("What does `Atomics.compareExchange` give back for the budget?", topic, 1).isOnTopic,
    ).toBe(true);
    expect(scoreAnswer("A cat sat on the mat, and the cat was fat.", topic, 0).isOnTopic).toBe(false);
    expect(scoreAnswer("What do you want your function to return, and why?", topic, 1).isOnTopic).toBe(false);
  });

  test("has a reading level for English prose of ten words, and for nothing else", () => {
    expect(scoreAnswer("Look.", topic, 0).grade).toBeUndefined();
    expect(
      scoreAnswer("Was erwartest du von deiner Funktion, wenn gar nichts mehr übrig ist und warum?", topic, 1)
        .grade,
    ).toBeUndefined();
    expect(
      scoreAnswer("What do you think the function will do when nothing is left in the budget?", topic, 1)
        .grade,
    ).toBeGreaterThan(0);
  });

  test("rises with long words and long sentences", () => {
    const plain = fleschKincaidGrade("The cat sat. It was fat. It ran.");
    const dense = fleschKincaidGrade(
      "Synchronization primitives necessitate deliberate consideration of memory visibility, particularly concerning interleaved operations.",
    );
    expect(dense).toBeGreaterThan(plain + 10);
  });
});
