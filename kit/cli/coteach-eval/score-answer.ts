/** What is said of one answer, without a look at what it means. */
export interface AnswerScore {
  /** How many questions it asks. */
  readonly questions: number;
  readonly isOnTopic: boolean;
  /** The Flesch–Kincaid grade; undefined for a text of fewer than ten words, and for one that is not English. */
  readonly grade: number | undefined;
  readonly words: number;
}

/** An answer is on topic with so many different words of the exercise. */
const MIN_TOPIC_WORDS = 2;

/** Scores an answer. @param topic texts of the exercise: its task, its names, its hints @param questions how many it asks */
export function scoreAnswer(answer: string, topic: readonly string[], questions: number): AnswerScore {
  const prose = withoutCode(answer);
  const topicWords = wordsOf(topic.join(" "));
  const shared = [...wordsOf(answer)].filter((word) => topicWords.has(word));
  const words = prose.match(/[\p{L}'’]+/gu) ?? [];
  return {
    questions,
    isOnTopic: shared.length >= MIN_TOPIC_WORDS,
    grade: words.length >= 10 && isEnglish(words) ? fleschKincaidGrade(prose) : undefined,
    words: words.length,
  };
}

const withoutCode = (text: string): string =>
  text.replace(/^[ \t]*(`{3,}|~{3,})[\s\S]*?^[ \t]*\1/gm, " ").replace(/`[^`\n]*`/g, " it ");

/** The words that carry a text: four letters or more, without endings, and without words of any talk about a program. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}_$][\p{L}\p{N}_$]{3,}/gu) ?? [];
  return new Set(
    words.map((word) => word.replace(/(?:ing|ed|es|s|e)$/, "")).filter((word) => !COMMON.has(word)),
  );
}

const COMMON = new Set(
  `about above after again also answer anyth because before below between both code come could does each else even every exercise exampl find first
  from function gett give goe good have help here hint into just know last learn less lesson like line look made make many more most much need next number
  once only other part point problem program quest question read right same show some someth step take test than that their them then there they
  thing think this those time true turn type until used using want well were what when where which will with work would write wrong your return value
  const await async let false null import export class string`
    .split(/\s+/)
    .map((word) => word.trim()),
);

function isEnglish(words: readonly string[]): boolean {
  const common = new Set(
    "the a of to and is in it you that what do does your with for on this be how".split(" "),
  );
  return words.filter((word) => common.has(word.toLowerCase())).length >= words.length / 10;
}

/** School years that a reader needs: 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid et al., 1975). */
export function fleschKincaidGrade(text: string): number {
  const sentences = Math.max(1, (text.match(/[.?!]+(?=\s|$)/g) ?? []).length);
  const words = text.match(/[A-Za-z'’]+/g) ?? [];
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesOf(word: string): number {
  const bare = word.toLowerCase().replace(/[^a-z]/g, "");
  const groups = bare.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g) ?? [];
  return Math.max(1, groups.length);
}
