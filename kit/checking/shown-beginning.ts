/** The most characters of a learner's text that a report holds, and with it the journal and the feedback. */
const MOST_SHOWN = 100_000;

/** A learner's text as reports show it: the beginning of one that is very long, and how much was cut. */
export function shownBeginning(text: string): string {
  if (text.length <= MOST_SHOWN) return text;
  const cut = text.length - MOST_SHOWN;
  return `${text.slice(0, MOST_SHOWN).toWellFormed()}\n… and ${cut.toLocaleString("en")} more characters.`;
}
