/** What every request carries through the routes. */
export type Env = {
  Variables: {
    trace: string;
    /** Ids of who asks, once it is known: for the log. */
    who?: { readonly org?: string; readonly person?: string };
  };
};
