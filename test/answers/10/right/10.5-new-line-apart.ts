// exercise 10.5 · An intake that sheds
// Looks at the new line first, and then for one that is worth less.
class Intake {
  shed = [0, 0, 0, 0];
  private lines: Line[] = [];
  constructor(private readonly room: number) {}

  offer(line: Line) {
    if (this.lines.length === this.room) {
      const least = Math.min(...this.lines.map(({ worth }) => worth));
      if (line.worth <= least) {
        this.shed[line.worth]++;
        return false;
      }
      this.shed[least]++;
      const at = this.lines.map(({ worth }) => worth as number).lastIndexOf(least);
      this.lines = this.lines.filter((_, index) => index !== at);
    }
    this.lines.push(line);
    return this.lines.length < this.room;
  }

  take() {
    const [first, ...rest] = this.lines;
    this.lines = rest;
    return first;
  }
}
