/** The place of the call that is under way: what is called by way of it cannot know it. -1 when it is not known. */
export const callSite: { current: number } = { current: -1 };
