/**
 * One line of the doctor's report: a fact about this machine, and advice.
 *
 * @typedef {object} Finding
 * @property {"right" | "note" | "wrong"} verdict "wrong": a lab cannot start; "note": it can, and the advice helps
 * @property {string} text
 * @property {string} [advice]
 *
 * @typedef {import("../setup/places.mjs").Places} Places
 */

/** @param {string} text @returns {Finding} */
export const right = (text) => ({ verdict: "right", text });

/** @param {string} text @param {string} [advice] @returns {Finding} */
export const note = (text, advice) => ({ verdict: "note", text, ...(advice && { advice }) });

/** @param {string} text @param {string} advice @returns {Finding} */
export const wrong = (text, advice) => ({ verdict: "wrong", text, advice });

const MARKS = { right: "✓", note: "!", wrong: "✗" };

/** @param {Finding} finding */
export function lineFor({ verdict, text, advice }) {
  return `${MARKS[verdict]} ${text}${advice ? `\n    → ${advice}` : ""}`;
}
