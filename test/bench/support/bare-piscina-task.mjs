/** The least that a pool can run. */
export default (input) => input;
