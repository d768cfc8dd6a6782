// Texts that look like code, and a comment with a divider inside.
const looksLikeCode = "import { x } from 'y'; // %% export default";
const looksLikeHtml = `<script>let a = "</script>"</script>`;
// %%
const answer = () => [looksLikeCode.length, looksLikeHtml.includes("</script>")];
// expect: [43, true]
