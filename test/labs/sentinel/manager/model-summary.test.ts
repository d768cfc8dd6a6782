import { expect, test } from "vitest";
import type { ModelAccess, ModelQuestion } from "../../../../labs/agents/model-access.ts";
import { modelSummary } from "../../../../labs/sentinel/manager/model-summary.ts";
import { templateSummary } from "../../../../labs/sentinel/manager/template-summary.ts";
import { sampleIncident } from "../support/sample-incident.ts";

/** A model that gives this answer. */
function modelThatSays(answer: unknown, questions: ModelQuestion[] = []): ModelAccess {
  const usage = { promptTokens: 1, answerTokens: 1, waitingSeconds: 0, modelSeconds: 0 };
  return {
    async ask(question) {
      questions.push(question);
      if (answer instanceof Error) throw answer;
      if (answer === undefined) return new Promise(() => {});
      const text = typeof answer === "string" ? answer : JSON.stringify(answer);
      return { text, model: "scripted", usage, ...(typeof answer === "string" ? {} : { value: answer }) };
    },
    stream: () => {
      throw new Error("The manager does not stream.");
    },
  };
}

const honest = {
  headline: "Checkout fails since its last deploy",
  text: "checkout fails after version 4.12.0, and 3 services show it, cart-api among them. The confidence is 92 %.",
};

test("A model's answer that keeps to the facts is the summary, and the model is named.", async () => {
  const questions: ModelQuestion[] = [];
  const summary = await modelSummary(modelThatSays(honest, questions), sampleIncident());
  expect(summary).toEqual({ ...honest, by: "scripted", fallback: undefined });
  expect(questions[0]?.messages[1]?.content).toContain("order.ts:88");
  expect(questions[0]).toMatchObject({ timeout: 20, schema: { required: ["headline", "text"] } });
});

test.each([
  ["a number", { ...honest, text: "checkout lost 4,711 orders." }, "4,711"],
  ["a service that is known", { ...honest, text: "checkout fails, and ledger too." }, "ledger"],
  [
    "a service that does not exist",
    { ...honest, text: "checkout fails because of payments-api." },
    "payments-api",
  ],
])(
  "A model that invents %s is not believed: the template stands in and says so.",
  async (_what, answer, word) => {
    const options = { services: ["checkout", "ledger"] };
    const summary = await modelSummary(modelThatSays(answer), sampleIncident(), options);
    expect(summary).toMatchObject({
      ...templateSummary(sampleIncident()),
      fallback: expect.stringContaining(word),
    });
  },
);

test("Words with a dash that are no service are no inventions.", async () => {
  const text = "A high-severity, customer-facing failure of checkout: follow-up by on-call is needed.";
  const summary = await modelSummary(modelThatSays({ ...honest, text }), sampleIncident());
  expect(summary.fallback).toBeUndefined();
});

test.each([
  ["is late", undefined, /gave no answer: It took more than/],
  ["fails", new Error("MODEL_TIMEOUT"), /gave no answer: MODEL_TIMEOUT/],
  ["is no JSON", "All is well.", /no JSON object/],
  ["is empty", { headline: "", text: "" }, /no "headline"/],
  ["has a link", { ...honest, text: "Look at https://evil.example" }, /link/],
])("The template stands in for an answer that %s, and says so.", async (_what, answer, sentence) => {
  const summary = await modelSummary(modelThatSays(answer), sampleIncident(), {
    // Only what never comes may be late.
    timeout: answer === undefined ? 0.05 : 60,
  });
  expect(summary.by).toBe("template");
  expect(summary.fallback).toMatch(sentence);
});
