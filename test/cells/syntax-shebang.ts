#!/usr/bin/env node
// A cell that was a script.
const fromScript = 1;
// %%
const answer = () => fromScript;
// expect: 1
