export const inFolder = "in the folder";
