import type { CheckStep } from "../engine/check-step.ts";

/** What a check is doing, as one line. */
export function stepText(step: CheckStep): string {
  switch (step.part) {
    case "read":
      return `Exercise ${step.exercise}: reading its checks …`;
    case "compile":
      return `Exercise ${step.exercise}: compiling the answer …`;
    case "check":
      return `Exercise ${step.exercise}: check ${step.number} of ${step.of}, ${step.name} …`;
  }
}
