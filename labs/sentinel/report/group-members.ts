import type { Member } from "./member.ts";

/** Signals of one cascade begin within so many seconds of each other. */
const CASCADE_SECONDS = 900;
/** One service's cause is one incident while its signals come at least once in so many seconds. */
const SAME_CULPRIT_SECONDS = 3600;

/**
 * Which entries belong to one incident. The answer depends only on the entries, not on their order:
 *
 * 1. Entries with one culprit belong together.
 * 2. So do an entry that blames a service, and one that was found at that service: a cascade has one root.
 * 3. So do entries of noisy neighbours on one host.
 * 4. An entry without a cause joins the incident nearest in time of its own service or of one that calls link it with. It
 *    never joins two incidents to one. Where there is no such incident, linked entries without a cause belong together.
 *
 * What began after an incident was resolved does not belong to it.
 */
export function groupMembers(members: readonly Member[]): readonly (readonly Member[])[] {
  const strong = withResolutions(members.filter(({ cause }) => cause !== "unknown"));
  const weak = members.filter(({ cause }) => cause === "unknown");
  const strongGroups = components(strong, isOneIncident);
  const joined = strongGroups.map((group) => [...group]);
  const left: Member[] = [];
  for (const member of weak) {
    const at = nearestGroup(member, strongGroups);
    if (at === undefined) left.push(member);
    else joined[at]?.push(member);
  }
  const inOrder = (a: Member, b: Member) => a.index - b.index;
  return [...joined, ...components(left, isLinked)]
    .map((group) => group.toSorted(inOrder))
    .toSorted((a, b) => inOrder(a[0] as Member, b[0] as Member));
}

/** A late entry of a resolved incident is resolved with it; else it would join that incident to the next one. */
function withResolutions(members: readonly Member[]): readonly Member[] {
  const done: Member[] = members
    .filter(({ resolvedAt }) => Number.isFinite(resolvedAt))
    .sort((a, b) => a.resolvedAt - b.resolvedAt);
  let open = members.filter(({ resolvedAt }) => !Number.isFinite(resolvedAt));
  for (let i = 0; i < done.length; i++) {
    const resolved = done[i] as Member;
    const late = open.filter((member) => isOneIncident(member, resolved));
    if (late.length === 0) continue;
    open = open.filter((member) => !late.includes(member));
    // Next in the list, so that what is resolved earlier spreads before what is resolved later.
    done.splice(i + 1, 0, ...late.map((member) => ({ ...member, resolvedAt: resolved.resolvedAt })));
  }
  return [...done, ...open];
}

function isOneIncident(a: Member, b: Member): boolean {
  const seconds = secondsBetween(a, b);
  if (a.culprit === b.culprit) return seconds <= SAME_CULPRIT_SECONDS;
  return seconds <= CASCADE_SECONDS && (blames(a, b) || blames(b, a) || suffersOfOneHost(a, b));
}

/** Whether `a` blames a service at which `b` was found, which blames another one in turn. */
function blames(a: Member, b: Member): boolean {
  return a.service !== a.culprit && b.affected.includes(a.culprit);
}

/** Whether a host without time or bandwidth is what both complain of. */
function suffersOfOneHost(a: Member, b: Member): boolean {
  if (a.cause !== "noisy-neighbour" || b.cause !== "noisy-neighbour") return false;
  return a.sameHost.has(b.service) || b.sameHost.has(a.service);
}

function isLinked(a: Member, b: Member): boolean {
  if (secondsBetween(a, b) > CASCADE_SECONDS) return false;
  return (
    b.affected.some((service) => service === a.service || a.linked.has(service)) ||
    a.affected.some((service) => b.linked.has(service))
  );
}

/** The group with the linked member that is nearest in time. Of two equally near the one of the first culprit by name. */
function nearestGroup(member: Member, groups: readonly (readonly Member[])[]): number | undefined {
  let best: { group: number; seconds: number; culprit: string } | undefined;
  groups.forEach((group, i) => {
    for (const other of group) {
      if (!isLinked(member, other)) continue;
      const seconds = secondsBetween(member, other);
      const isNearer = best === undefined || seconds < best.seconds;
      if (isNearer || (seconds === best?.seconds && other.culprit < best.culprit))
        best = { group: i, seconds, culprit: other.culprit };
    }
  });
  return best?.group;
}

/** Seconds between the first bad lines; Infinity when one began after the other was resolved. */
function secondsBetween(a: Member, b: Member): number {
  if (a.firstLineAt > b.resolvedAt || b.firstLineAt > a.resolvedAt) return Number.POSITIVE_INFINITY;
  return Math.abs(a.firstLineAt - b.firstLineAt);
}

/** The connected components of a symmetric relation. */
function components(
  members: readonly Member[],
  isConnected: (a: Member, b: Member) => boolean,
): readonly (readonly Member[])[] {
  // Only members that begin within the longest window of each other can be connected.
  const waiting = members.toSorted((a, b) => a.firstLineAt - b.firstLineAt);
  const parent = waiting.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    parent[i] = root;
    return root;
  };
  for (let i = 0, first = 0; i < waiting.length; i++) {
    const member = waiting[i] as Member;
    while (member.firstLineAt - (waiting[first] as Member).firstLineAt > SAME_CULPRIT_SECONDS) first++;
    for (let j = first; j < i; j++) {
      if (rootOf(i) !== rootOf(j) && isConnected(member, waiting[j] as Member)) parent[rootOf(i)] = rootOf(j);
    }
  }
  const groups = new Map<number, Member[]>();
  waiting.forEach((member, i) => {
    const root = rootOf(i);
    groups.set(root, [...(groups.get(root) ?? []), member]);
  });
  return [...groups.values()];
}
