// Cells with odd spaces, tabs, and a comment at the very end.

	const tabbed = 1;   // behind it a comment

// %%
   const answer = () => tabbed /* the end */
// expect: 1
