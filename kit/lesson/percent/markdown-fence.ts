const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** The fence, such as three backticks, with which this line opens a code block; undefined for any other line. */
export function openingFence(text: string): string | undefined {
  const match = FENCE.exec(text);
  if (!match) return undefined;
  const fence = match[1] as string;
  return fence.startsWith("`") && match[2]?.includes("`") ? undefined : fence;
}

/** Whether this line closes a code block: by the same character as its fence, at least as often, with nothing after it. */
export function fenceIsClosedBy(text: string, fence: string): boolean {
  const match = FENCE.exec(text);
  if (!match) return false;
  const closing = match[1] as string;
  return closing[0] === fence[0] && closing.length >= fence.length && match[2]?.trim() === "";
}
