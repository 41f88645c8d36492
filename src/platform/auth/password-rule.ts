/** The shortest password that is taken. */
export const MIN_PASSWORD = 12;
