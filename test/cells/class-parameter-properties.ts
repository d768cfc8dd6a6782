// Parameter properties with defaults.
class Options4 { constructor(public depth = 2, protected readonly wide: boolean = true, private label?: string) {} all() { return [this.depth, this.wide, this.label]; } }
// %%
const answer = () => new Options4(3).all();
// expect: [3, true, undefined]
