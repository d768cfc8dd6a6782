// A statement of a later cell sets a static field.
class Rate { static perHour = 10; static of(hours: number) { return hours * Rate.perHour; } }
// %%
Rate.perHour = 30;
// %%
const answer = () => Rate.of(2);
// expect: 60
