// A base class that is run again, and then the class that extends it.
class Animal { sound() { return "…"; } }
// %%
class Animal { sound() { return "loud"; } }
// %%
class Dog extends Animal { speak() { return this.sound(); } }
// %%
const answer = () => new Dog().speak();
// expect: "loud"
