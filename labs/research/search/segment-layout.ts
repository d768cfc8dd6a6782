/**
 * The layout of a segment: a part of the corpus with its index, in one piece of memory that all threads read in place.
 *
 * Memory: Uint32 words 0 `PARAGRAPHS`, 1 `TERMS`, 2 `TOKENS` (terms of all paragraphs, repetitions counted), then for each section of
 * `SECTIONS` its first byte and its length in bytes; then the sections, each at a multiple of 4:
 *
 * - `table`: `COLUMNS` Uint32 words for each paragraph;
 * - `termStarts`, `termBytes`: the terms as UTF-8, in the order of their bytes;
 * - `postingStarts`, `postings`: for each term pairs of Uint32, a paragraph and how often it has the term;
 * - `texts`: paragraphs and titles as UTF-8; `paths`: the files, as JSON.
 *
 * It is written once, before any other thread knows it, and only read afterwards. So it needs no lock.
 */
export const SECTIONS = [
  "table",
  "termStarts",
  "termBytes",
  "postingStarts",
  "postings",
  "texts",
  "paths",
] as const;

export type Section = (typeof SECTIONS)[number];

export const PARAGRAPHS = 0;
export const TERMS = 1;
export const TOKENS = 2;
export const FIRST_SECTION = 3;
export const HEADER_WORDS = FIRST_SECTION + 2 * SECTIONS.length;

/** The columns of `table`. `LENGTH` is the number of terms; `FLAGS` has the kind of file and whether it is code. */
export const TEXT_START = 0;
export const TEXT_END = 1;
export const TITLE_START = 2;
export const TITLE_END = 3;
export const PATH = 4;
export const NUMBER = 5;
export const LINE = 6;
export const LENGTH = 7;
export const FLAGS = 8;
export const COLUMNS = 9;

/** In `FLAGS`: the paragraph is code. The lower bits are an index of `FILE_KINDS`. */
export const CODE_FLAG = 4;
