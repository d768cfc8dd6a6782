import { expect, test } from "vitest";
import { card, cardConfig, categoryColours, onColourText, palette } from "../../../labs/dashboard/theme.ts";
import { contrast, distance, seenWith } from "./colour.ts";

const marks = Object.entries(palette);

test.each(marks)("%s stands out from a white page and from JupyterLab's dark card", (_name, colour) => {
  expect(contrast(colour, "#ffffff")).toBeGreaterThanOrEqual(3);
  expect(contrast(colour, "#333333")).toBeGreaterThanOrEqual(3);
});

test.each(categoryColours)("text on a bar of %s is readable", (colour) => {
  expect(contrast(onColourText, colour)).toBeGreaterThanOrEqual(4.5);
});

test("all text of the static SVG is readable on its card", () => {
  const inks = [cardConfig.title.color, cardConfig.title.subtitleColor, cardConfig.style["guide-label"].fill];
  for (const ink of inks) expect(contrast(ink, card.fill)).toBeGreaterThanOrEqual(7);
});

test.each(["normal", "protanopia", "deuteranopia", "tritanopia"] as const)(
  "the colours of agent types, and the grey of all others, differ with %s sight",
  (sight) => {
    const seen = [...categoryColours, palette.grey].map((colour) => seenWith(sight, colour));
    const pairs = seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b)));
    expect(Math.min(...pairs)).toBeGreaterThanOrEqual(10);
  },
);
