/** What a transaction was asked to write, whether or not it changed anything: what roles for parts are held against. */
export type Touch =
  | { readonly kind: 'record'; readonly id: string; readonly change: 'made' | 'kept' | 'removed' }
  /** `falls`: it went because one of its ends was removed. */
  | { readonly kind: 'link'; readonly from: string; readonly to: string; readonly falls: boolean }
  /** What belongs to no record: work for later, an erasure. */
  | { readonly kind: 'other' };

/** A touch in its row, where many rows are decided one by one. */
export type Touched = Touch & { readonly row: string | null };
