/** Deeper nesting is refused on both sides, long before the stack ends. */
export const MAX_DEPTH = 200;
/** More values in one message are refused. */
export const MAX_VALUES = 1_000_000;
/** The length of a whole number. Making one of a million digits takes most of a second. */
export const MAX_BITS = 65_536;
/** Digits of a whole number as it crosses, which are a little more than its bits allow. */
export const MAX_DIGITS = 20_000;
