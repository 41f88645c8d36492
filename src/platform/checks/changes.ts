/** One record or link that entries after a position speak of. */
export type Change = {
  readonly seq: number;
  readonly type: string;
  readonly id: string;
  readonly change: string;
};

/** A link that was made or removed. */
export type ChangedLink = {
  readonly id: string;
  readonly kind: string;
  readonly from_id: string;
  readonly to_id: string;
};

/** What happened since the oldest remembered run, which stood at `since`. */
export type Changes = {
  readonly since: number;
  readonly entries: readonly Change[];
  readonly links: readonly ChangedLink[];
};

/** The links that were made or removed within these entries; `links` may hold those of a wider window. */
export function linksIn({ entries, links }: Pick<Changes, 'entries' | 'links'>): readonly ChangedLink[] {
  const made = new Set(entries.filter((each) => each.type === 'link').map((each) => each.id));
  return links.filter((each) => made.has(each.id));
}

/** What of it happened since the remembered run of one check; `run` is all of it, the same for every check. */
export type Window = Changes & { readonly run: Changes };
