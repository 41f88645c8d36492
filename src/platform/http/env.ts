/** What every request carries through the routes. */
export type Env = { Variables: { trace: string } };
