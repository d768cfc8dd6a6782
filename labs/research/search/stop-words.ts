/** English words that say nothing about a subject. They are neither indexed nor searched for. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by
can cannot could did do does doing done down during each either else etc for from further get gets give given go had has have
having he her here hers him his how i if in into is it its itself just let like made make makes many may me might
more most much must my no nor not now of off on once one only or other our out over own per please same shall she should
so some such than that the their them then there these they this those though through to too under until up upon us very
was we were what when where whether which while who whom whose why will with within without would yes you your`.split(
    /\s+/,
  ),
);
