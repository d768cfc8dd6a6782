/** A cell with a mistake that beginners make, and the first thing that they then read: place and sentence. */
export interface Mistake {
  readonly mistake: string;
  readonly cell: string;
  readonly says: string;
}

export const mistakes: readonly Mistake[] = [
  {
    mistake: "typo in a variable",
    cell: "const total = 1;\nconsole.log(totl);",
    says: "2:13 Cannot find name 'totl'. Did you mean 'total'?",
  },
  {
    mistake: "typo in console",
    cell: "consol.log(1);",
    says: "1:1 Cannot find name 'consol'. Did you mean 'console'?",
  },
  {
    mistake: "a capital letter in console",
    cell: "Console.log(1);",
    says: "1:1 'Console' only refers to a type, but is being used as a value here. Did you mean `console`?",
  },
  {
    mistake: "console.Log",
    cell: "console.Log(1);",
    says: "1:9 Property 'Log' does not exist on type 'Console'. Did you mean 'log'?",
  },
  {
    mistake: "Math.Max",
    cell: "Math.Max(1, 2);",
    says: "1:6 Property 'Max' does not exist on type 'Math'. Did you mean 'max'?",
  },
  {
    mistake: "a name of the lab that is not imported",
    cell: "agent((n: number) => n, 1, 2);",
    says: "1:1 Cannot find name 'agent'. Import it: `import { agent } from \"@swarmlab/labs\";`.",
  },
  {
    mistake: "a class of the lab that is not imported",
    cell: "class A extends AIAgent<number, number> { protected think(n: number) { return n; } }",
    says: "1:17 Cannot find name 'AIAgent'. Import it: `import { AIAgent } from \"@swarmlab/labs\";`.",
  },
  {
    mistake: "a name of the kit that is not imported",
    cell: 'await check("00.1");',
    says: "1:7 Cannot find name 'check'. Import it: `import { check } from \"@swarmlab/kit\";`.",
  },
  {
    mistake: "missing import node fn",
    cell: 'const text = readFileSync("a.txt", "utf8");',
    says: "1:14 Cannot find name 'readFileSync'. Import it: `import { readFileSync } from \"node:fs\";`.",
  },
  {
    mistake: "missing import node module",
    cell: 'path.join("a", "b");',
    says: "1:1 Cannot find name 'path'. Import it: `import path from \"node:path\";`.",
  },
  {
    mistake: "fs",
    cell: 'fs.readFileSync("a");',
    says: "1:1 Cannot find name 'fs'. Import it: `import fs from \"node:fs\";`.",
  },
  {
    mistake: "python print",
    cell: 'print("hi");',
    says: "1:1 Cannot find name 'print'. `console.log(…)` prints.",
  },
  {
    mistake: "python len",
    cell: "const n = len([1]);",
    says: "1:11 Cannot find name 'len'. A list has `list.length`, a map or set `map.size`.",
  },
  {
    mistake: "None",
    cell: "const x = None;",
    says: "1:11 Cannot find name 'None'. It is written `undefined` or `null`.",
  },
  {
    mistake: "True",
    cell: "const x = True;",
    says: "1:11 Cannot find name 'True'. It is written `true`.",
  },
  {
    mistake: "self",
    cell: "class A { n = 1; read() { return self.n; } }",
    says: "1:34 Cannot find name 'self'. It is written `this`.",
  },
  {
    mistake: "str type",
    cell: 'const a: str = "a";',
    says: "1:10 Cannot find name 'str'. A text is a `string`.",
  },
  {
    mistake: "int type",
    cell: "function f(n: int) { return n; }",
    says: "1:15 Cannot find name 'int'. Whole numbers are `number` or `bigint`.",
  },
  {
    mistake: "array type",
    cell: "const list: array<number> = [];",
    says: "1:13 Cannot find name 'array'. Did you mean 'Array'?",
  },
  {
    mistake: "list type",
    cell: "const list: List<number> = [];",
    says: "1:13 Cannot find name 'List'. A list of numbers is `number[]`.",
  },
  {
    mistake: "undeclared assign",
    cell: "count = 5;",
    says: "1:1 Cannot find name 'count'. Declare it first: `let count = …`.",
  },
  {
    mistake: "number = 5",
    cell: "number = 5;",
    says: "1:1 'number' only refers to a type, but is being used as a value here.",
  },
  {
    mistake: "undefind",
    cell: "const x = undefind;",
    says: "1:11 Cannot find name 'undefind'. Did you mean 'undefined'?",
  },
  {
    mistake: "length()",
    cell: "const n = [1, 2].length();",
    says: "1:18 This expression is not callable. It is a number, and not a function.",
  },
  {
    mistake: "size on array",
    cell: "const n = [1, 2].size;",
    says: "1:18 Property 'size' does not exist on type 'number[]'. A list has `length`.",
  },
  {
    mistake: "lenght",
    cell: 'const n = "abc".lenght;',
    says: "1:17 Property 'lenght' does not exist on type '\"abc\"'. Did you mean 'length'?",
  },
  {
    mistake: "python for",
    cell: "for x in [1, 2]:\n  console.log(x)",
    says: "1:1 A loop over a list is written `for (const item of list) { … }`.",
  },
  {
    mistake: "python def",
    cell: "def f(x):\n  return x",
    says: "1:1 A function is written `function name(a: number) { … }`.",
  },
  {
    mistake: "elif",
    cell: "if (1 > 2) {\n} elif (2 > 1) {\n}",
    says: "2:3 `elif` is written `else if (…) { … }`.",
  },
  {
    mistake: "python and",
    cell: "if (true and false) {}",
    says: "1:10 `and` is written `&&`.",
  },
  {
    mistake: "python not",
    cell: "if (not true) {}",
    says: "1:5 `not` is written `!`.",
  },
  {
    mistake: "hash comment",
    cell: "# a comment\nconst x = 1;",
    says: "1:1 A comment begins with `//`.",
  },
  {
    mistake: "f-string",
    cell: 'const name = "a";\nconst s = f"hello {name}";',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the sentence shows a template
    says: "2:11 A text with values in it stands in backticks: `hello ${name}`.",
  },
  {
    mistake: "missing await property",
    cell: 'const load = async () => "abc";\nconst text = load();\ntext.length;',
    says: "3:6 Property 'length' does not exist on type 'Promise<string>'. Did you forget `await`?",
  },
  {
    mistake: "missing await argument",
    cell: "const load = async () => 3;\nMath.sqrt(load());",
    says: "2:11 Argument of type 'Promise<number>' is not assignable to parameter of type 'number'. Did you forget `await`?",
  },
  {
    mistake: "missing await arithmetic",
    cell: "const load = async () => 3;\nconst n = load() + 1;",
    says: "2:11 Operator '+' cannot be applied to types 'Promise<number>' and '1'. Did you forget `await`?",
  },
  {
    mistake: "missing await assign",
    cell: "const load = async () => 3;\nconst n: number = load();",
    says: "2:7 Type 'Promise<number>' is not assignable to type 'number'. Did you forget `await`?",
  },
  {
    mistake: "missing await compare",
    cell: "const load = async () => 3;\nif (load() > 2) {}",
    says: "2:5 Operator '>' cannot be applied to types 'Promise<number>' and 'number'. Did you forget `await`?",
  },
  {
    mistake: "missing await condition",
    cell: "const load = async () => true;\nif (load()) {}",
    says: "2:5 This condition will always return true since this 'Promise<boolean>' is always defined. Did you forget `await`?",
  },
  {
    mistake: "missing await for-of",
    cell: "async function* g() { yield 1; }\nfor (const n of g()) {}",
    says: "2:17 Type 'AsyncGenerator<number, void, unknown>' must have a '[Symbol.iterator]()' method that returns an iterator. Did you mean `for await`?",
  },
  {
    mistake: "await in sync fn",
    cell: "function f() {\n  await Promise.resolve();\n}",
    says: "2:3 `await` needs an async function: write `async` before the function of line 1.",
  },
  {
    mistake: "await in callback",
    cell: "[1, 2].forEach((n) => {\n  await Promise.resolve(n);\n});",
    says: "2:3 `await` needs an async function: write `async` before the function of line 1.",
  },
  {
    mistake: "async return type",
    cell: "async function f(): number { return 1; }",
    says: "1:21 The return type of an async function or method must be the global Promise<T> type. Did you mean to write 'Promise<number>'?",
  },
  {
    mistake: "uncalled fn in if",
    cell: 'const isReady = () => true;\nif (isReady) { console.log("x"); }',
    says: "2:5 This condition will always return true since this function is always defined. Did you mean to call it instead?",
  },
  {
    mistake: "wrong arg type",
    cell: 'const f = (n: number) => n;\nf("1");',
    says: "2:3 Argument of type 'string' is not assignable to parameter of type 'number'.",
  },
  {
    mistake: "too few args",
    cell: "const f = (a: number, b: number) => a + b;\nf(1);",
    says: "2:1 Expected 2 arguments, but got 1. `b` is missing.",
  },
  {
    mistake: "too many args",
    cell: "const f = (a: number) => a;\nf(1, 2);",
    says: "2:6 Expected 1 arguments, but got 2.",
  },
  {
    mistake: "wrong assign",
    cell: 'let n = 1;\nn = "two";',
    says: "2:1 Type 'string' is not assignable to type 'number'.",
  },
  {
    mistake: "wrong return",
    cell: "function f(n: number): string {\n  return n;\n}",
    says: "2:3 Type 'number' is not assignable to type 'string'.",
  },
  {
    mistake: "missing branch return",
    cell: 'function f(n: number): string {\n  if (n > 1) return "a";\n}',
    says: "1:24 Function lacks ending return statement and return type does not include 'undefined'. Not every way through the function ends in `return`.",
  },
  {
    mistake: "implicit any",
    cell: "function f(x) { return x; }",
    says: "1:12 Parameter 'x' implicitly has an 'any' type. Write its type, as in `x: number`.",
  },
  {
    mistake: "implicit any arrow",
    cell: "const f = (x) => x;",
    says: "1:12 Parameter 'x' implicitly has an 'any' type. Write its type, as in `x: number`.",
  },
  {
    mistake: "implicit any destructured",
    cell: "const f = ({ a }) => a;",
    says: "1:14 Binding element 'a' implicitly has an 'any' type. Write the type behind the braces, as in `{ a }: { a: number }`.",
  },
  {
    mistake: "possibly undefined",
    cell: 'const m = new Map<string, string>();\nm.get("a").length;',
    says: "2:1 Object is possibly 'undefined'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "possibly undefined var",
    cell: "const found = [1].find((n) => n > 0);\nfound.toFixed();",
    says: "2:1 'found' is possibly 'undefined'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "possibly undefined arith",
    cell: "const found = [1].find((n) => n > 0);\nconst n = found + 1;",
    says: "2:11 'found' is possibly 'undefined'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "possibly null",
    cell: 'const m = "a".match(/a/);\nm[0];',
    says: "2:1 'm' is possibly 'null'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "undefined to number",
    cell: "const found = [1].find((n) => n > 0);\nconst n: number = found;",
    says: "2:7 Type 'number | undefined' is not assignable to type 'number'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "missing property",
    cell: 'const p: { name: string; age: number } = { name: "a" };',
    says: "1:7 Property 'age' is missing in type '{ name: string; }' but required in type '{ name: string; age: number; }'.",
  },
  {
    mistake: "missing properties",
    cell: 'const p: { a: string; b: number; c: number } = { a: "a" };',
    says: "1:7 Type '{ a: string; }' is missing the following properties from type '{ a: string; b: number; c: number; }': b, c.",
  },
  {
    mistake: "union",
    cell: "const f = (x: string | number) => x.toUpperCase();",
    says: "1:37 Property 'toUpperCase' does not exist on type 'string | number'.",
  },
  {
    mistake: "compare",
    cell: 'const n: number = 1;\nif (n === "1") {}',
    says: "2:5 This comparison appears to be unintentional because the types 'number' and 'string' have no overlap. It is always the same: one side is of another type.",
  },
  {
    mistake: "bigint+number",
    cell: "const n = 10n + 1;",
    says: "1:11 Operator '+' cannot be applied to types '10n' and '1'. Bigints and numbers do not mix: write `1n`, or `BigInt(…)`.",
  },
  {
    mistake: "bigint to number",
    cell: "Math.max(1n, 2n);",
    says: "1:10 Argument of type 'bigint' is not assignable to parameter of type 'number'. `Number(…)` makes a number of a bigint.",
  },
  {
    mistake: "number to bigint",
    cell: "let s = 0n;\ns += 1;",
    says: "2:1 Operator '+=' cannot be applied to types 'bigint' and '1'. Bigints and numbers do not mix: write `1n`, or `BigInt(…)`.",
  },
  {
    mistake: "catch unknown",
    cell: 'try { JSON.parse("x"); } catch (e) { console.log(e.message); }',
    says: "1:50 'e' is of type 'unknown'. Check it first, as in `if (e instanceof Error)`.",
  },
  {
    mistake: "index any",
    cell: "const o = { a: 1 };\nfor (const k of Object.keys(o)) console.log(o[k]);",
    says: "2:45 Element implicitly has an 'any' type because expression of type 'string' can't be used to index type '{ a: number; }'. Say which keys it has, as in `Record<string, number>`.",
  },
  {
    mistake: "readonly",
    cell: "const p: { readonly a: number } = { a: 1 };\np.a = 2;",
    says: "2:3 Cannot assign to 'a' because it is a read-only property.",
  },
  {
    mistake: "readonly array",
    cell: "const l: readonly number[] = [1];\nl.push(2);",
    says: "2:3 Property 'push' does not exist on type 'readonly number[]'. The list is read-only: copy it first, as in `[...list]`.",
  },
  {
    mistake: "const",
    cell: "const n = 1;\nn = 2;",
    says: "2:1 Cannot assign to 'n' because it is a constant. Declare it with `let` if it has to change.",
  },
  {
    mistake: "const ++",
    cell: "const n = 1;\nn++;",
    says: "2:1 Cannot assign to 'n' because it is a constant. Declare it with `let` if it has to change.",
  },
  {
    mistake: "import assign",
    cell: 'import { sep } from "node:path";\nsep = "x";',
    says: "2:1 Cannot assign to 'sep' because it is an import. What is imported can be read only.",
  },
  {
    mistake: "call number",
    cell: "const n = 1;\nn();",
    says: "2:1 This expression is not callable. It is a number, and not a function.",
  },
  {
    mistake: "class without new",
    cell: "class A {}\nconst a = A();",
    says: "2:11 Value of type 'typeof A' is not callable. Did you mean to include 'new'?",
  },
  {
    mistake: "new on function",
    cell: "const f = () => 1;\nnew f();",
    says: "2:1 'new' expression, whose target lacks a construct signature, implicitly has an 'any' type. Only a class is made with `new`; call it without.",
  },
  {
    mistake: "tuple index",
    cell: 'const t: [number, string] = [1, "a"];\nt[2];',
    says: "2:3 Tuple type '[number, string]' of length '2' has no element at index '2'.",
  },
  {
    mistake: "this missing",
    cell: "class A {\n  count = 0;\n  bump() { count += 1; }\n}",
    says: "3:12 Cannot find name 'count'. Did you mean the instance member 'this.count'?",
  },
  {
    mistake: "this method missing",
    cell: "class A {\n  helper() {}\n  run() { helper(); }\n}",
    says: "3:11 Cannot find name 'helper'. Did you mean the instance member 'this.helper'?",
  },
  {
    mistake: "this in function",
    cell: "function f() { return this.x; }",
    says: "1:23 'this' implicitly has type 'any' because it does not have a type annotation. A plain function has no `this`: use a method, or an arrow function inside one.",
  },
  {
    mistake: "super missing",
    cell: "class A {}\nclass B extends A {\n  constructor() { this.x = 1; }\n  x: number;\n}",
    says: "3:3 Constructors for derived classes must contain a 'super' call. Write `super(…);` as its first line.",
  },
  {
    mistake: "this before super",
    cell: "class A {}\nclass B extends A {\n  x: number;\n  constructor() { this.x = 1; super(); }\n}",
    says: "4:19 'super' must be called before accessing 'this' in the constructor of a derived class.",
  },
  {
    mistake: "think wrong",
    cell: 'import { AIAgent } from "@swarmlab/labs";\nclass Mine extends AIAgent<number, number> {\n  protected think(n: string) { return 1; }\n}',
    says: "3:13 Property 'think' in type 'Mine' is not assignable to the same property in base type 'AIAgent<number, number>'.",
  },
  {
    mistake: "think public",
    cell: 'import { AIAgent } from "@swarmlab/labs";\nclass Mine extends AIAgent<number, number> {\n  private think(n: number) { return n; }\n}',
    says: "2:7 Class 'Mine' incorrectly extends base class 'AIAgent<number, number>'. Property 'think' is private in type 'Mine' but not in type 'AIAgent<number, number>'.",
  },
  {
    mistake: "abstract new",
    cell: "abstract class A {}\nnew A();",
    says: "2:1 Cannot create an instance of an abstract class.",
  },
  {
    mistake: "no initializer",
    cell: "class A {\n  name: string;\n}",
    says: "2:3 Property 'name' has no initializer and is not definitely assigned in the constructor. Give it a value here, or in the constructor.",
  },
  {
    mistake: "private",
    cell: "class A { private x = 1; }\nnew A().x;",
    says: "2:9 Property 'x' is private and only accessible within class 'A'.",
  },
  {
    mistake: "#private",
    cell: "class A { #x = 1; }\nnew A().#x;",
    says: "2:9 Property '#x' is not accessible outside class 'A' because it has a private identifier.",
  },
  {
    mistake: "protected",
    cell: "class A { protected x = 1; }\nnew A().x;",
    says: "2:9 Property 'x' is protected and only accessible within class 'A' and its subclasses.",
  },
  {
    mistake: "static via instance",
    cell: "class A { static n = 1; }\nnew A().n;",
    says: "2:9 Property 'n' does not exist on type 'A'. Did you mean to access the static member 'A.n' instead?",
  },
  {
    mistake: "function in class",
    cell: "class A {\n  function run() {}\n}",
    says: "2:3 A method is written without `function`: `run() { … }`.",
  },
  {
    mistake: "generic args",
    cell: "const m: Map<string> = new Map();",
    says: "1:10 Generic type 'Map<K, V>' requires 2 type argument(s).",
  },
  {
    mistake: "duplicate let",
    cell: "let a = 1;\nlet a = 2;",
    says: "1:5 Cannot redeclare block-scoped variable 'a'. This cell declares it twice.",
  },
  {
    mistake: "duplicate fn",
    cell: "class A { run() {} run() {} }",
    says: "1:11 Duplicate function implementation. The class has it twice.",
  },
  {
    mistake: "getter called",
    cell: "class A { get n() { return 1; } }\nnew A().n();",
    says: "2:9 This expression is not callable because it is a 'get' accessor. Did you mean to use it without '()'?",
  },
  {
    mistake: "class used early",
    cell: "const a = new A();\nclass A {}",
    says: "1:15 Class 'A' used before its declaration. Move its declaration, in line 2, above this one.",
  },
  {
    mistake: "used early",
    cell: "console.log(later);\nconst later = 1;",
    says: "1:13 Block-scoped variable 'later' used before its declaration. Move its declaration, in line 2, above this one.",
  },
  {
    mistake: "missing )",
    cell: 'console.log("a"\nconst x = 1;',
    says: "2:1 ',' expected. Is a bracket or a comma missing at the end of the line above?",
  },
  {
    mistake: "missing ) end",
    cell: 'console.log("a"',
    says: "1:16 A `)` is missing here.",
  },
  {
    mistake: "missing }",
    cell: "function f() {\n  return 1;\nconst x = 1;",
    says: "3:13 A `}` is missing: the `{` of line 1 is still open.",
  },
  {
    mistake: "missing } if",
    cell: "if (1 < 2) {\n  console.log(1);",
    says: "2:18 A `}` is missing: the `{` of line 1 is still open.",
  },
  {
    mistake: "missing ]",
    cell: "const l = [1, 2;\nconst x = 1;",
    says: "1:16 ',' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "missing quote",
    cell: 'const s = "abc;\nconst x = 1;',
    says: "1:16 The quote that ends this text is missing.",
  },
  {
    mistake: "missing backtick",
    cell: "const s = `abc;\nconst x = 1;",
    says: "2:13 The backtick that ends this text is missing.",
  },
  {
    mistake: "extra }",
    cell: "const f = () => {\n  return 1;\n}}",
    says: "3:2 There is a `}` too many.",
  },
  {
    mistake: "extra )",
    cell: "console.log(1));",
    says: "1:15 There is a `)` too many, or one that opens is missing.",
  },
  {
    mistake: "arrow typo",
    cell: "const f = (n: number) -> n;",
    says: "1:23 An arrow function is written with `=>`.",
  },
  {
    mistake: "missing comma obj",
    cell: "const o = { a: 1 b: 2 };",
    says: "1:18 ',' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "semicolon in obj",
    cell: "const o = { a: 1; b: 2 };",
    says: "1:17 ',' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "const without value",
    cell: "const x;",
    says: "1:7 A `const` needs a value: `const name = …`. Write `let` for one that gets it later.",
  },
  {
    mistake: "number name",
    cell: "const 1st = 1;",
    says: "1:7 A name cannot begin with a digit: 1st.",
  },
  {
    mistake: "reserved name",
    cell: "const class = 1;",
    says: "1:7 `class` is a word of the language, and cannot be a name.",
  },
  {
    mistake: "smart quotes",
    cell: "const s = “abc”;",
    says: "1:11 “ is no quote of code, but one of books. Write \" or '.",
  },
  {
    mistake: "f(",
    cell: "function f( { return 1",
    says: "1:22 ':' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "import no quotes",
    cell: "import { join } from path;",
    says: '1:22 The module\'s name stands in quotes: "path".',
  },
  {
    mistake: "return top",
    cell: "return 1;",
    says: "1:1 `return` stands in a function only. A cell shows the value of its last line by itself.",
  },
  {
    mistake: "break",
    cell: "break;",
    says: "1:1 A 'break' statement can only be used within an enclosing iteration or switch statement.",
  },
  {
    mistake: "missing =",
    cell: "const x 1;",
    says: "1:9 ',' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "colon in fn call",
    cell: "function f(a: number b: number) {}",
    says: "1:22 ',' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "if no parens",
    cell: "if true {\n}",
    says: "1:1 What follows `if` stands in brackets: `if (…) { … }`.",
  },
  {
    mistake: "then",
    cell: "while x > 1 {\n}",
    says: "1:1 What follows `while` stands in brackets: `while (…) { … }`.",
  },
  {
    mistake: "assign opt",
    cell: "const o: { a?: { b: number } } = {};\no?.a = { b: 1 };",
    says: "2:1 The left-hand side of an assignment expression may not be an optional property access.",
  },
  {
    mistake: "lodash",
    cell: 'import _ from "lodash";\n_.chunk([1], 1);',
    says: "1:15 lodash is not installed, and the course does not need it. If you want it, run `npm install lodash` in a terminal in the course's folder, then this cell again.",
  },
  {
    mistake: "lodash dynamic",
    cell: 'const _ = await import("lodash");',
    says: "1:24 lodash is not installed, and the course does not need it. If you want it, run `npm install lodash` in a terminal in the course's folder, then this cell again.",
  },
  {
    mistake: "numpy",
    cell: "import numpy as np",
    says: '1:1 An import says what it takes and from where: `import numpy from "numpy";`.',
  },
  {
    mistake: "openai",
    cell: 'import OpenAI from "openaix";',
    says: '1:20 No package openaix is installed. Did you mean "openai"?',
  },
  {
    mistake: "wrong member",
    cell: 'import { Agent } from "@swarmlab/labs";',
    says: "1:10 '\"@swarmlab/labs\"' has no exported member named 'Agent'. Did you mean 'agent'?",
  },
  {
    mistake: "wrong member close",
    cell: 'import { runMultiAgentSytem } from "@swarmlab/labs";',
    says: "1:10 '\"@swarmlab/labs\"' has no exported member named 'runMultiAgentSytem'. Did you mean 'runMultiAgentSystem'?",
  },
  {
    mistake: "kit from labs",
    cell: 'import { check } from "@swarmlab/labs";',
    says: "1:10 @swarmlab/labs has no check: it comes from @swarmlab/kit.",
  },
  {
    mistake: "labs from kit",
    cell: 'import { agent } from "@swarmlab/kit";',
    says: "1:10 @swarmlab/kit has no agent: it comes from @swarmlab/labs.",
  },
  {
    mistake: "missing file",
    cell: 'import { x } from "./helper";',
    says: "1:19 There is no file ./helper beside this notebook.",
  },
  {
    mistake: "missing file ts",
    cell: 'import { x } from "./helper.ts";',
    says: "1:19 There is no file ./helper.ts beside this notebook.",
  },
  {
    mistake: "import no from",
    cell: "import fs;",
    says: '1:1 An import says what it takes and from where: `import fs from "fs";`.',
  },
  {
    mistake: "wrong builtin",
    cell: 'import { readFile } from "fs/promise";',
    says: '1:26 Node has no module fs/promise. Did you mean "node:fs/promises"?',
  },
  {
    mistake: "wrong pkg",
    cell: 'import { agent } from "@swarmlab/lab";',
    says: '1:23 No package @swarmlab/lab is installed. Did you mean "@swarmlab/labs"?',
  },
  {
    mistake: "agent wrong input",
    cell: 'import { agent, DataAnalyst } from "@swarmlab/labs";\nagent(DataAnalyst, 1, "many");',
    says: "2:23 Argument of type 'string' is not assignable to parameter of type 'number'.",
  },
  {
    mistake: "agent wrong id",
    cell: 'import { agent, DataAnalyst } from "@swarmlab/labs";\nagent(DataAnalyst, "1", 5);',
    says: "2:20 Argument of type 'string' is not assignable to parameter of type 'number'.",
  },
  {
    mistake: "agent few",
    cell: 'import { agent, DataAnalyst } from "@swarmlab/labs";\nagent(DataAnalyst, 1);',
    says: "2:1 Expected at least 3 arguments, but got 2. `input` is missing.",
  },
  {
    mistake: "agent fn wrong input",
    cell: 'import { agent } from "@swarmlab/labs";\nagent((n: number) => n * 2, 1, "x");',
    says: "2:32 Argument of type 'string' is not assignable to parameter of type 'number'.",
  },
  {
    mistake: "agent instance",
    cell: 'import { agent, DataAnalyst } from "@swarmlab/labs";\nagent(new DataAnalyst(1), 1, 5);',
    says: "2:7 Argument of type 'DataAnalyst' is not assignable to parameter of type 'AgentClass<number, unknown, []>'.",
  },
  {
    mistake: "agent order",
    cell: 'import { agent, DataAnalyst } from "@swarmlab/labs";\nagent(1, DataAnalyst, 5);',
    says: "2:7 Argument of type 'number' is not assignable to parameter of type 'AgentClass<number, unknown, []>'.",
  },
  {
    mistake: "agents missing",
    cell: 'import { runMultiAgentSystem } from "@swarmlab/labs";\nawait runMultiAgentSystem({ executor: "sequential" });',
    says: "2:27 Argument of type '{ executor: \"sequential\"; }' is not assignable to parameter of type 'SwarmOptions'. `agents` is missing.",
  },
  {
    mistake: "agents not list",
    cell: 'import { agent, DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";\nawait runMultiAgentSystem({ agents: agent(DataAnalyst, 1, 5) });',
    says: "2:29 Type 'AgentTask' is missing the following properties from type 'readonly AgentTask[]': length, concat, join, slice, and 26 more. A list belongs here: put it in `[ … ]`.",
  },
  {
    mistake: "agents classes",
    cell: 'import { DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";\nawait runMultiAgentSystem({ agents: [DataAnalyst] });',
    says: "2:38 Type 'typeof DataAnalyst' is missing the following properties from type 'AgentTask': type, agentId, input, rest. Make one with `agent(type, id, input)`.",
  },
  {
    mistake: "run missing await",
    cell: 'import { agent, DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";\nconst run = runMultiAgentSystem({ agents: [agent(DataAnalyst, 1, 5)] });\nrun.results;',
    says: "3:5 Property 'results' does not exist on type 'Promise<SwarmRun>'. Did you forget `await`?",
  },
  {
    mistake: "map of numbers",
    cell: "new Map([1, 2]);",
    says: "1:9 Argument of type 'number[]' is not assignable to parameter of type 'Iterable<readonly [unknown, unknown]>'.",
  },
  {
    mistake: "reduce2",
    cell: "[1, 2].reduce((a, b) => a.concat(b), []);",
    says: "1:34 Argument of type 'number' is not assignable to parameter of type 'ConcatArray<never>'.",
  },
  {
    mistake: "filter",
    cell: '["a"].includes(1);',
    says: "1:16 Argument of type 'number' is not assignable to parameter of type 'string'.",
  },
  {
    mistake: "setTimeout",
    cell: "setTimeout(1000, () => {});",
    says: "1:12 Argument of type 'number' is not assignable to parameter of type '() => void'.",
  },
  {
    mistake: "replace",
    cell: '"a".replace(1, "b");',
    says: "1:13 Argument of type 'number' is not assignable to parameter of type 'string | RegExp'.",
  },
  {
    mistake: "overload 2 args",
    cell: "[1].concat();\nJSON.stringify();",
    says: "2:6 Expected 1-3 arguments, but got 0. `value` is missing.",
  },
  {
    mistake: "Promise.all no await",
    cell: "const l = Promise.all([1, 2].map(async (n) => n));\nl.map((n) => n);",
    says: "2:3 Property 'map' does not exist on type 'Promise<number[]>'. Did you forget `await`?",
  },
  {
    mistake: "map async numbers",
    cell: "const l = [1, 2].map(async (n) => n);\nconst sum = l.reduce((a, b) => a + b, 0);",
    says: "2:32 Operator '+' cannot be applied to types 'number' and 'Promise<number>'. Did you forget `await`?",
  },
  {
    mistake: "string * ",
    cell: 'const x = "a" * 2;',
    says: "1:11 The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type. `Number(…)` makes a number of a text.",
  },
  {
    mistake: "string -",
    cell: 'const s: string = "1";\nconst n = s - 1;',
    says: "2:11 The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type. `Number(…)` makes a number of a text.",
  },
  {
    mistake: "type as value",
    cell: "interface P { a: number }\nconst p = new P();",
    says: "2:15 'P' only refers to a type, but is being used as a value here.",
  },
  {
    mistake: "value as type",
    cell: "const limit = 5;\nlet n: limit;",
    says: "2:8 'limit' refers to a value, but is being used as a type here. Did you mean 'typeof limit'?",
  },
  {
    mistake: "optional call",
    cell: "const o: { f?: () => void } = {};\no.f();",
    says: "2:1 Cannot invoke an object which is possibly 'undefined'. Check it first, with `if`, `?.` or `??`.",
  },
  {
    mistake: "never push",
    cell: "const l = [];\nconst f = () => l;",
    says: "1:7 Variable 'l' implicitly has type 'any[]' in some locations where its type cannot be determined. Write its type, as in `l: number[]`.",
  },
  {
    mistake: "interface not impl",
    cell: "interface P { run(): void }\nclass A implements P {}",
    says: "2:7 Class 'A' incorrectly implements interface 'P'. Property 'run' is missing in type 'A' but required in type 'P'.",
  },
  {
    mistake: "spread non-array",
    cell: "const f = (...n: number[]) => n;\nf(...5);",
    says: "2:6 Type '5' must have a '[Symbol.iterator]()' method that returns an iterator. It is not a list.",
  },
  {
    mistake: "not iterable",
    cell: "for (const x of 5) {}",
    says: "1:17 Type '5' must have a '[Symbol.iterator]()' method that returns an iterator. It is not a list.",
  },
  {
    mistake: "destructure",
    cell: "const [a, b] = { a: 1, b: 2 };",
    says: "1:7 Type '{ a: number; b: number; }' must have a '[Symbol.iterator]()' method that returns an iterator. It is not a list.",
  },
  {
    mistake: "enum wrong",
    cell: 'enum C { Red }\nconst c: C = "Red";',
    says: "2:7 Type '\"Red\"' is not assignable to type 'C'.",
  },
  {
    mistake: "string literal union",
    cell: 'type D = "n" | "s";\nconst d: D = "north";',
    says: "2:7 Type '\"north\"' is not assignable to type 'D'.",
  },
  {
    mistake: "delete const",
    cell: "const o = { a: 1 };\ndelete o.a;",
    says: "2:8 The operand of a 'delete' operator must be optional. Only a property with `?` can be deleted.",
  },
  {
    mistake: "not a module file",
    cell: 'import { x } from "./data.json";',
    says: "1:19 There is no file ./data.json beside this notebook.",
  },
  {
    mistake: "label",
    cell: "const f = () => { a: 1 };\nf().a;",
    says: "2:5 Property 'a' does not exist on type 'void'. The call gives nothing back.",
  },
  {
    mistake: "unused await promise",
    cell: "async function f() {}\nf().foo;",
    says: "2:5 Property 'foo' does not exist on type 'Promise<void>'. Did you forget `await`?",
  },
  {
    mistake: "void",
    cell: "const log = (x: number): void => {};\nconst n: number = log(1);",
    says: "2:7 Type 'void' is not assignable to type 'number'. The call gives nothing back.",
  },
  {
    mistake: "forEach result",
    cell: "const l = [1, 2].forEach((n) => n * 2);\nl.length;",
    says: "2:3 Property 'length' does not exist on type 'void'. The call gives nothing back.",
  },
  {
    mistake: "push result",
    cell: "const l = [1].push(2);\nl.length;",
    says: "2:3 Property 'length' does not exist on type 'number'.",
  },
  {
    mistake: "yield",
    cell: "function g() { yield 1; }",
    says: "1:16 `yield` stands in a generator only: write `function*`.",
  },
  {
    mistake: "export in block",
    cell: "{\n  export const x = 1;\n}",
    says: "2:3 `import` and `export` stand at the top of a cell, outside all braces.",
  },
  {
    mistake: "import in block",
    cell: 'if (true) {\n  import { join } from "node:path";\n}',
    says: "2:3 `import` and `export` stand at the top of a cell, outside all braces.",
  },
  {
    mistake: "double const",
    cell: "const a = 1, const b = 2;",
    says: "1:14 `const` is a word of the language, and cannot be a name.",
  },
  {
    mistake: "let = in type",
    cell: "type A = { a: number, b = string };",
    says: "1:23 Property or signature expected.",
  },
  {
    mistake: "ternary",
    cell: "const x = true ? 1;",
    says: "1:19 ':' expected. Is a comma, a bracket or an operator missing here?",
  },
  {
    mistake: "comma dot",
    cell: "const x = 1.toFixed(2);",
    says: "1:13 A number and a name stand side by side. Brackets part them: `(1).toFixed()`.",
  },
  {
    mistake: "emoji before",
    cell: 'const s = "🐝🐝"; const t: number = "x";',
    says: "1:25 Type 'string' is not assignable to type 'number'.",
  },
  {
    mistake: "no return",
    cell: "function f(n: number): string {\n}",
    says: "1:24 A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value. It has no `return`.",
  },
  {
    mistake: "unknown property literal",
    cell: 'const p: { name: string } = { name: "a", age: 1 };',
    says: "1:42 Object literal may only specify known properties, and 'age' does not exist in type '{ name: string; }'.",
  },
  {
    mistake: "typo property literal",
    cell: 'const p: { name: string } = { nmae: "a" };',
    says: "1:31 Object literal may only specify known properties, and 'nmae' does not exist in type '{ name: string; }'.",
  },
  {
    mistake: "abstract missing",
    cell: 'import { AIAgent } from "@swarmlab/labs";\nclass Mine extends AIAgent<number, number> {\n}',
    says: "2:7 Non-abstract class 'Mine' does not implement inherited abstract member think from class 'AIAgent<number, number>'.",
  },
  {
    mistake: "option typo",
    cell: 'import { agent, DataAnalyst, runMultiAgentSystem } from "@swarmlab/labs";\nawait runMultiAgentSystem({ agents: [agent(DataAnalyst, 1, 5)], concurency: 2 });',
    says: "2:65 Object literal may only specify known properties, but 'concurency' does not exist in type 'SwarmOptions'. Did you mean to write 'concurrency'?",
  },
  {
    mistake: "destructure missing",
    cell: "const { c } = { a: 1 };",
    says: "1:9 Property 'c' does not exist on type '{ a: number; }'.",
  },
  {
    mistake: "generic constraint",
    cell: 'const f = <T extends { id: number }>(x: T) => x.id;\nf({ name: "a" });',
    says: "2:5 Object literal may only specify known properties, and 'name' does not exist in type '{ id: number; }'.",
  },
  {
    mistake: "regexp",
    cell: "const r = /a(/;",
    says: "1:14 A `)` is missing here.",
  },
];
