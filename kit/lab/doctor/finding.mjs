/**
 * One line of the doctor's: what is so, and what to do about it.
 *
 * @typedef {object} Finding
 * @property {"right" | "note" | "wrong"} verdict "wrong": no lab can start; "note": one can, but read this
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

const marks = { right: "✓", note: "!", wrong: "✗" };

/** @param {Finding} finding */
export function lineFor({ verdict, text, advice }) {
  return `${marks[verdict]} ${text}${advice ? `\n    → ${advice}` : ""}`;
}
