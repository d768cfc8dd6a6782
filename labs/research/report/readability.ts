const WORD = /[\p{L}\p{N}]+/gu;
/** A sentence that begins so leans on the one before it. */
const LEANS =
  /^(?:this|that|these|those|it|its|they|he|she|and|but|so|then|thus|hence|however|therefore|otherwise|also|for example|for instance|see)\b/i;
const NOISE = /^@|\||https?:\/\/\S{60,}|<\/?\w+[^>]*>|!\[|^\[[^\]]*\]:|[{};]\s*$|=>/;
/** A sentence with more links is a list of links. */
const MOST_LINKS = 2;
const PERMISSION =
  /\b(?:permission is hereby granted|without warranty|all rights reserved|redistribut\w+|copyright)\b/i;

/** From 0 to 1: how well one sentence can be read alone. 0 for what is no sentence, such as a row of a table or a badge. */
export function readability(sentence: string, isAboutLicences: boolean): number {
  const words = sentence.match(WORD)?.length ?? 0;
  if (words < 5 || words > 60 || NOISE.test(sentence)) return 0;
  if (sentence.split("](").length > MOST_LINKS + 1) return 0;
  const letters = sentence.replace(/[^\p{L}\s]/gu, "").length / sentence.length;
  if (letters < 0.7) return 0;
  let quality = 1;
  if (words < 8 || words > 40) quality *= 0.8;
  if (LEANS.test(sentence)) quality *= 0.6;
  if (!/[.!?:)`"'’”]$/.test(sentence)) quality *= 0.75;
  if (sentence.endsWith(":")) quality *= 0.6;
  if (/^\p{Ll}/u.test(sentence)) quality *= 0.8;
  if (!isAboutLicences && PERMISSION.test(sentence)) quality *= 0.2;
  return quality;
}
