/** Makes untrusted text safe inside XML and HTML: no control characters, and no character that ends an element. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
