// A static counter that a call of a helper cell moves.
class Ticket { static next = 1; readonly id = Ticket.next++; }
// %%
Ticket.next = 100;
// %%
const answer = () => new Ticket().id;
// expect: 100
