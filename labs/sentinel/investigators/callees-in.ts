/** A host or a service, as lines write it: of several parts, or behind a word that only a name can follow. */
const NAME = "[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*";
const PARTS = "[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)+";

/** How lines name the service that was called: the first group is its name. */
const MENTIONS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:https?|grpc|tcp|amqp|redis|postgres(?:ql)?|mysql|mongodb)://(?:[^@/\s"]*@)?(${NAME})(?=[:/"\s]|$)`,
    "giu",
  ),
  new RegExp(
    String.raw`\b(?:upstream|lookup|calling|calls? to|requests? \S* ?to|connect(?:ing|ion)? to|waiting for|endpoint of|handshake with|certificate (?:of|for)|breaker (?:for|of)|ENOTFOUND|EAI_AGAIN|host name|reach|from upstream|server at)[ :"']+(${PARTS})(?![\w-])`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![\w.-])(${PARTS}) (?:answered|responded|is unreachable|is down|is unavailable|refused|timed out|did not answer|closed the connection|unavailable)`,
    "giu",
  ),
  new RegExp(
    String.raw`\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH)\b[^(]{0,40}\((${PARTS})\)`,
    "giu",
  ),
  new RegExp(
    String.raw`\b(?:ECONNREFUSED|connection refused|no route to host)[ :"']+(${PARTS})(?::\d+)?(?![\w-])`,
    "giu",
  ),
];
const ADDRESS = /^[\d.:]+$/u;

/** The services that a line names as the ones that were called. */
export function calleesIn(text: string): string[] {
  const names = MENTIONS.flatMap((mention) => [...text.matchAll(mention)].map(([, name]) => name ?? ""));
  return names.filter((name) => name !== "" && name !== "localhost" && !ADDRESS.test(name));
}
