export const plain = "from JavaScript";
export default function shout(text) {
  return text.toUpperCase();
}
