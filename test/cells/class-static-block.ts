// A static block computes a static field.
class Primes {
  static readonly known: number[] = [];
  static {
    for (let n = 2; n < 12; n += 1) if (Primes.known.every((p) => n % p !== 0)) Primes.known.push(n);
  }
}
// %%
const answer = () => Primes.known;
// expect: [2, 3, 5, 7, 11]
