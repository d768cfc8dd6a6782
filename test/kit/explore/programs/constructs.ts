// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, and run as such.

/** Constructs of the language that call code of the program, here `STEP`. They run in a thread's function that gets the words `w`. */
export const CONSTRUCTS: Readonly<Record<string, string>> = {
  // JSON
  "toJSON in a list": "JSON.stringify([{ toJSON() { STEP } }]);",
  "toJSON that is inherited":
    "class A { toJSON() { STEP } } class B extends A {} JSON.stringify({ b: new B() });",
  "the function of JSON.stringify": "JSON.stringify([1], (k, v) => { if (k === '0') { STEP } return v; });",
  "a getter that JSON.stringify reads": "JSON.stringify({ get x() { STEP return 1; } });",
  "JSON.stringify by call":
    "const o = { toJSON: function () { STEP return 'x'; } }; JSON.stringify.call(null, o);",
  "a list of keys with toString":
    "JSON.stringify({ a: 1 }, [Object.assign(new String('a'), { toString() { STEP return 'a'; } })]);",
  "an indent with valueOf":
    "JSON.stringify([1], null, Object.assign(new Number(1), { valueOf() { STEP return 1; } }));",
  "the function of JSON.parse": "JSON.parse('[1]', (k, v) => { if (k === '0') { STEP } return v; });",
  "a text for JSON.parse": "JSON.parse({ toString() { STEP return '1'; } });",
  // Proxies
  "the trap get": "new Proxy({}, { get() { STEP return 1; } }).x;",
  "the trap set": "new Proxy({}, { set() { STEP return true; } }).x = 1;",
  "the trap has": "'x' in new Proxy({}, { has() { STEP return true; } });",
  "the trap ownKeys by Object.keys": "Object.keys(new Proxy({}, { ownKeys() { STEP return []; } }));",
  "the trap ownKeys by a spread": "({ ...new Proxy({}, { ownKeys() { STEP return []; } }) });",
  "the trap ownKeys by for in": "for (const k in new Proxy({}, { ownKeys() { STEP return []; } }));",
  "the trap getOwnPropertyDescriptor":
    "Object.getOwnPropertyDescriptor(new Proxy({}, { getOwnPropertyDescriptor() { STEP return undefined; } }), 'x');",
  "the trap getOwnPropertyDescriptor by hasOwn":
    "Object.hasOwn(new Proxy({}, { getOwnPropertyDescriptor() { STEP return undefined; } }), 'x');",
  "the trap defineProperty":
    "Object.defineProperty(new Proxy({}, { defineProperty() { STEP return true; } }), 'x', { value: 1, configurable: true });",
  "the trap deleteProperty": "delete new Proxy({}, { deleteProperty() { STEP return true; } }).x;",
  "the trap getPrototypeOf by instanceof":
    "new Proxy({}, { getPrototypeOf() { STEP return null; } }) instanceof Array;",
  "the trap getPrototypeOf":
    "Object.getPrototypeOf(new Proxy({}, { getPrototypeOf() { STEP return null; } }));",
  "the trap setPrototypeOf":
    "Object.setPrototypeOf(new Proxy({}, { setPrototypeOf() { STEP return true; } }), Array.prototype);",
  "the trap isExtensible": "Object.isExtensible(new Proxy({}, { isExtensible() { STEP return true; } }));",
  "the trap preventExtensions":
    "Reflect.preventExtensions(new Proxy({}, { preventExtensions() { STEP return false; } }));",
  "the trap apply": "new Proxy(() => {}, { apply() { STEP } })();",
  "the trap construct": "new (new Proxy(class {}, { construct() { STEP return {}; } }))();",
  "a proxy that can be revoked": "Proxy.revocable({}, { get() { STEP return 1; } }).proxy.x;",
  "a handler with a getter": "new Proxy({}, { get get() { STEP return undefined; } }).x;",
  "a trap by Reflect": "Reflect.ownKeys(new Proxy({}, { ownKeys() { STEP return []; } }));",
  "a proxy as prototype": "Object.create(new Proxy({}, { get() { STEP return 1; } })).x;",
  "a destructured proxy": "const { x } = new Proxy({}, { get() { STEP return 1; } });",
  // Symbols
  "Symbol.hasInstance": "1 instanceof { [Symbol.hasInstance]() { STEP return true; } };",
  "Symbol.hasInstance, static":
    "class A { static [Symbol.hasInstance]() { STEP return true; } } 1 instanceof A;",
  "Symbol.toStringTag":
    "Object.prototype.toString.call({ get [Symbol.toStringTag]() { STEP return 'x'; } });",
  "Symbol.isConcatSpreadable": "[].concat({ get [Symbol.isConcatSpreadable]() { STEP return false; } });",
  "Symbol.species":
    "class L extends Array { static get [Symbol.species]() { STEP return Array; } } new L().map((x) => x);",
  "Symbol.toPrimitive in a key": "({})[{ [Symbol.toPrimitive]() { STEP return 'x'; } }];",
  "Symbol.toPrimitive in Number": "Number({ [Symbol.toPrimitive]() { STEP return 1; } });",
  "valueOf in Math.max": "Math.max({ valueOf() { STEP return 1; } });",
  "toString in String.prototype.concat": "''.concat({ toString() { STEP return ''; } });",
  "toString in join": "[{ toString() { STEP return ''; } }].join();",
  "toString in parseInt": "parseInt({ toString() { STEP return '1'; } });",
  "toString in Error": "new Error({ toString() { STEP return ''; } });",
  "toString in Symbol": "Symbol({ toString() { STEP return ''; } });",
  "valueOf in Date": "new Date({ valueOf() { STEP return 1; } });",
  "valueOf as an index of a method": "[1].at({ valueOf() { STEP return 0; } });",
  "valueOf in Array.from's length": "Array.from({ get length() { STEP return 0; } });",
  "Symbol.match": "'x'.match({ [Symbol.match]() { STEP return null; } });",
  "Symbol.replace": "'x'.replace({ [Symbol.replace]() { STEP return ''; } }, '');",
  "Symbol.search": "'x'.search({ [Symbol.search]() { STEP return 0; } });",
  "Symbol.split": "'x'.split({ [Symbol.split]() { STEP return []; } });",
  "Symbol.matchAll": "'x'.matchAll({ [Symbol.matchAll]() { STEP return []; } });",
  // Texts and expressions
  "exec of an expression": "class R extends RegExp { exec() { STEP return null; } } new R('x').test('x');",
  "exec as a field": "const r = /x/; r.exec = () => { STEP return null; }; 'x'.replace(r, '');",
  "flags of an expression":
    "const r = /x/; Object.defineProperty(r, 'flags', { get() { STEP return ''; } }); 'x'.replace(r, '');",
  "replace with a function": "'x'.replace('x', () => { STEP return ''; });",
  "replace with an expression": "'x'.replace(/x/, () => { STEP return ''; });",
  "replaceAll with a function": "'x'.replaceAll('x', () => { STEP return ''; });",
  "RegExp's Symbol.replace": "/x/[Symbol.replace]('x', () => { STEP return ''; });",
  "replace on an object": "String.prototype.replace.call({ toString() { STEP return 'x'; } }, 'x', '');",
  "replace whose function returns an object": "'x'.replace('x', () => ({ toString() { STEP return ''; } }));",
  "a tagged template": "((s, f) => f())`${() => { STEP }}`;",
  "a value of a template": "`${{ toString() { STEP return ''; } }}`;",
  "String.raw": "String.raw`${{ toString() { STEP return ''; } }}`;",
  "String.raw of an object": "String.raw({ get raw() { STEP return []; } });",
  localeCompare: "'a'.localeCompare({ toString() { STEP return 'a'; } });",
  // Lists
  "a comparison of sort": "let once = 0; [1, 2].sort(() => { if (once++ === 0) { STEP } return 0; });",
  toSorted: "let once = 0; [1, 2].toSorted(() => { if (once++ === 0) { STEP } return 0; });",
  "sort by text": "let once = 0; [{ toString() { if (once++ === 0) { STEP } return 'a'; } }, 1].sort();",
  "sort on a list-like object":
    "let once = 0; Array.prototype.sort.call({ 0: 1, 1: 2, length: 2 }, () => { if (once++ === 0) { STEP } return 0; });",
  "sort of a typed array":
    "let once = 0; new Int8Array([1, 2]).sort(() => { if (once++ === 0) { STEP } return 0; });",
  "a locale's comparison":
    "const { compare } = new Intl.Collator(); let once = 0; [{ toString() { if (once++ === 0) { STEP } return 'a'; } }, 'b'].sort(compare);",
  "Intl.NumberFormat": "new Intl.NumberFormat('en').format({ valueOf() { STEP return 1; } });",
  "options of Intl": "new Intl.NumberFormat('en', { get style() { STEP return 'decimal'; } });",
  "toLocaleString in a list": "[{ toLocaleString() { STEP return ''; } }].toLocaleString();",
  "a getter in a list":
    "const l = [0]; Object.defineProperty(l, 0, { get() { STEP return 1; } }); l.includes(1);",
  "map of a typed array": "new Int8Array(1).map(() => { STEP return 1; });",
  "Int8Array.from": "Int8Array.from([1], () => { STEP return 1; });",
  "Array.from of a list-like object": "Array.from({ length: 1 }, () => { STEP });",
  "Array.from of a class": "class L extends Array {} L.from([1], () => { STEP });",
  "Array.prototype.map.call on a text": "Array.prototype.map.call('x', () => { STEP });",
  flatMap: "[1].flatMap(() => { STEP return []; });",
  reduceRight: "[1].reduceRight(() => { STEP }, 0);",
  "copyWithin with an object": "[1].copyWithin({ valueOf() { STEP return 0; } });",
  // Iterators
  "Iterator.from": "Iterator.from({ next() { STEP return { done: true }; } }).toArray();",
  "Iterator.from of an iterable": "[...Iterator.from({ *[Symbol.iterator]() { STEP } })];",
  "a helper of an iterator": "[1].values().map(() => { STEP }).toArray();",
  "flatMap of an iterator": "[1].values().flatMap(() => { STEP return []; }).toArray();",
  "a subclass of Iterator":
    "class I extends Iterator { next() { STEP return { done: true }; } } new I().toArray();",
  "an iterator's getter done":
    "for (const x of { [Symbol.iterator]: () => ({ next: () => ({ get done() { STEP return true; } }) }) });",
  "an iterator's return":
    "for (const x of { [Symbol.iterator]: () => ({ next: () => ({}), return() { STEP return {}; } }) }) break;",
  "new Map of a generator": "new Map((function* () { STEP })());",
  "new Set of a generator": "new Set((function* () { STEP })());",
  "new WeakSet of an iterator": "new WeakSet({ *[Symbol.iterator]() { STEP } });",
  "new Int8Array of a generator": "new Int8Array((function* () { STEP })());",
  "Object.fromEntries": "Object.fromEntries((function* () { STEP })());",
  "Object.groupBy": "Object.groupBy([1], () => { STEP return 'x'; });",
  "Map.groupBy": "Map.groupBy([1], () => { STEP return 'x'; });",
  "Map.prototype.forEach": "new Map([[1, 1]]).forEach(() => { STEP });",
  "Set.prototype.forEach": "new Set([1]).forEach(() => { STEP });",
  "Set.prototype.union":
    "new Set([1]).union({ size: 1, has: () => true, keys() { STEP return [][Symbol.iterator](); } });",
  "Set.prototype.isSubsetOf": "new Set([1]).isSubsetOf({ size: 1, has() { STEP return true; }, keys() {} });",
  "a changed Map.prototype.set":
    "class M extends Map { set(k, v) { STEP return super.set(k, v); } } new M([[1, 2]]);",
  "Map.getOrInsertComputed": "const m = new Map(); m.getOrInsertComputed(1, () => { STEP });",
  // Promises
  "Promise.try": "await Promise.try(() => { STEP });",
  "an executor": "await new Promise((done) => { STEP done(); });",
  "then of a thenable": "await { then(done) { STEP done(); } };",
  "a getter then": "await { get then() { STEP return undefined; } };",
  "Promise.all of a generator": "await Promise.all((function* () { STEP })());",
  "Promise.race of a thenable": "await Promise.race([{ then(done) { STEP done(); } }]);",
  finally: "await Promise.resolve().finally(() => { STEP });",
  "Array.fromAsync": "await Array.fromAsync([1], () => { STEP });",
  "Array.fromAsync of a generator": "await Array.fromAsync((async function* () { STEP })());",
  "Array.fromAsync of an iterator":
    "await Array.fromAsync({ [Symbol.asyncIterator]: () => ({ async next() { STEP return { done: true }; } }) });",
  queueMicrotask: "await new Promise((done) => queueMicrotask(() => { STEP done(); }));",
  "a subclass of Promise":
    "class P extends Promise { then(...a) { return super.then(...a); } } await new P((done) => { STEP done(); });",
  // Objects that end
  using: "{ using a = { [Symbol.dispose]() { STEP } }; }",
  "await using": "{ await using a = { async [Symbol.asyncDispose]() { STEP } }; }",
  "DisposableStack.use":
    "const s = new DisposableStack(); s.use({ [Symbol.dispose]() { STEP } }); s.dispose();",
  "DisposableStack.adopt": "const s = new DisposableStack(); s.adopt(1, () => { STEP }); s.dispose();",
  "DisposableStack.defer": "const s = new DisposableStack(); s.defer(() => { STEP }); s.dispose();",
  "a DisposableStack that is used": "{ using s = new DisposableStack(); s.defer(() => { STEP }); }",
  "a DisposableStack that moves":
    "const s = new DisposableStack(); s.defer(() => { STEP }); s.move().dispose();",
  // Listeners
  "a listener of an EventTarget":
    "const t = new EventTarget(); t.addEventListener('x', () => { STEP }); t.dispatchEvent(new Event('x'));",
  "handleEvent of an object":
    "const t = new EventTarget(); t.addEventListener('x', { handleEvent() { STEP } }); t.dispatchEvent(new Event('x'));",
  "a listener of an AbortSignal":
    "const c = new AbortController(); c.signal.addEventListener('abort', () => { STEP }); c.abort();",
  "onabort of an AbortSignal":
    "const c = new AbortController(); c.signal.onabort = () => { STEP }; c.abort();",
  "a listener by once":
    "const t = new EventTarget(); t.addEventListener('x', () => { STEP }, { once: true }); t.dispatchEvent(new Event('x'));",
  // Errors and the rest
  "Error's cause": "new Error('x', { get cause() { STEP return 1; } });",
  "a getter of Error.prototype.toString":
    "const o = { get name() { STEP return 'x'; } }; Error.prototype.toString.call(o);",
  "a getter of Object.assign": "Object.assign({}, { get x() { STEP return 1; } });",
  "a setter of Object.assign": "Object.assign({ set x(v) { STEP } }, { x: 1 });",
  "a getter of Object.entries": "Object.entries({ get x() { STEP return 1; } });",
  "a getter of structuredClone": "structuredClone({ get x() { STEP return 1; } });",
  "a getter of Object.defineProperties":
    "Object.defineProperties({}, { x: { get value() { STEP return 1; } } });",
  "a getter of Object.create": "Object.create({}, { x: { get value() { STEP return 1; } } });",
  "a getter of URLSearchParams": "new URLSearchParams({ get x() { STEP return '1'; } });",
  "a getter of Reflect.get with a receiver": "Reflect.get({ get x() { STEP return 1; } }, 'x', {});",
  "a setter of Reflect.set": "Reflect.set({ set x(v) { STEP } }, 'x', 1);",
  __defineGetter__: "const o = {}; o.__defineGetter__('x', () => { STEP return 1; }); o.x;",
  __lookupGetter__: "const o = { get x() { STEP return 1; } }; o.__lookupGetter__('x')();",
  "with a default of a pattern": "const { x = (() => { STEP })() } = {};",
  "a computed key of a class": "class A { [(() => { STEP return 'x'; })()]() {} }",
  "a static field": "class A { static x = (() => { STEP })(); }",
  "an accessor field": "class A { static get x() { STEP return 1; } } A.x;",
  "the getter of a prototype":
    "class A { get x() { STEP return 1; } } class B extends A { y = super.x; } new B();",
  "optional call": "({ f() { STEP } }).f?.();",
  "Function.prototype.call of call": "Function.prototype.call.call(() => { STEP });",
  "Reflect.construct": "Reflect.construct(class { constructor() { STEP } }, []);",
  "arguments that are a getter": "Reflect.apply(() => {}, null, { get length() { STEP return 0; } });",
  "an argument list with items that are getters":
    "(() => {}).apply(null, { length: 1, get 0() { STEP return 0; } });",
  "BigInt.asIntN": "BigInt.asIntN(8, { valueOf() { STEP return 1n; } });",
  "Atomics on a word of its own": "Atomics.store(new Int32Array(1), { valueOf() { STEP return 0; } }, 1);",
  "a value for Atomics.store": "Atomics.store(w, 1, { valueOf() { STEP return 1; } });",
  "a value that a view of its own memory stores": "new Int32Array(1)[0] = { valueOf() { STEP return 1; } };",
  "a value for fill": "new Int8Array(1).fill({ valueOf() { STEP return 1; } });",
  "DataView.setInt8": "new DataView(new ArrayBuffer(1)).setInt8(0, { valueOf() { STEP return 1; } });",
  "a length of an ArrayBuffer": "new ArrayBuffer({ valueOf() { STEP return 1; } });",
  TextEncoder: "new TextEncoder().encode({ toString() { STEP return ''; } });",
  "setTimeout's delay": "setTimeout(() => {}, { valueOf() { STEP return 1; } });",
};
