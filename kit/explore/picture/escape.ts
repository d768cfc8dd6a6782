/** Text of whatever origin, safe inside XML and HTML: without what would steer a terminal or end an element. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
