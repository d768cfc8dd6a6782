// attack: answers and prints control characters, markup and sequences for terminals
// points: 0
// says: Your answer threw
// %%
// exercise 01.1 · Double a number
function double(n: number): any {
  console.log("\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script><img src=x onerror=alert(1)>\u0000\u202e");
  throw new Error("</pre><script>fetch('http://example.com')</script>\u001b[31m\u0000=cmd|' /C calc'!A0");
}
