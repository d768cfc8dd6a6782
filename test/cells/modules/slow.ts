const value: number = await new Promise((resolve) => setTimeout(() => resolve(7), 1));
export const ready: number = value;
