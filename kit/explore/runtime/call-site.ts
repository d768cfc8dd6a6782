/** The place of the call that is being made, which the called function cannot know itself. -1 where it is unknown. */
export const callSite: { current: number } = { current: -1 };
