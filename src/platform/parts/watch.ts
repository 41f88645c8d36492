import { type Belongings, withParts } from '#kernel/part.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Reader } from '../db/database.ts';
import { recordNamed } from '../view.ts';
import { nothingWritten, type Outside, outsideOf } from './judge.ts';
import type { Touch, Touched } from './touched.ts';

/** Carries what lies outside out of the transaction that is taken back. */
export class OutsideParts extends Error {
  readonly outside: readonly Outside[];

  constructor(outside: readonly Outside[]) {
    super(outside[0]?.sentence ?? 'Outside');
    this.outside = outside;
  }
}

/** Rows of which something was found to lie outside: the roles that hold for them nevertheless, and what they miss. */
export type OutsideRows = ReadonlyMap<string, Pick<Outside, 'left' | 'place'>>;

type Input = {
  readonly actor: Actor;
  readonly registry: Belongings;
  readonly org: { readonly id: string };
  readonly q: Reader;
  readonly outsideRows: OutsideRows | undefined;
};

/** Notes what a transaction is asked to write, and holds it against roles that hold for parts of the organisation. */
export function partsWatch({ actor, registry, org, q, outsideRows }: Input) {
  const through = actor.through ?? [];
  const touched: Touched[] = [];
  let row: string | null = null;
  let current = actor;
  let repeated = false;
  let named: string | null = null;
  return {
    actor: () => current,
    touch: (touch: Touch) => {
      if (through.length > 0) touched.push({ ...touch, row });
    },
    about: (id: string) => {
      if (through.length > 0) touched.push({ kind: 'record', id, change: 'kept', row });
    },
    /** The record in the address, by id or reference: where nothing had to be written, it must lie inside. */
    named: (idOrRef: string) => {
      named = idOrRef;
    },
    row: (key: string): Actor => {
      row = key;
      const known = outsideRows?.get(key);
      current = known ? { ...withParts(actor, known.left), place: known.place } : actor;
      return current;
    },
    repeated: () => {
      repeated = true;
    },
    /** @throws OutsideParts */
    judge: async (firstSeq: () => Promise<number>): Promise<void> => {
      if (through.length === 0 || repeated) return;
      // Many rows were decided one by one, and none had to change.
      if (touched.length === 0 && row !== null) return;
      if (touched.length === 0) {
        const found = named === null ? undefined : await recordNamed({ q, org }, named);
        if (!found) throw new OutsideParts([nothingWritten()]);
        touched.push({ kind: 'record', id: found.id, change: 'kept', row });
      }
      const throughOf = (key: string | null) =>
        key === null ? through : (outsideRows?.get(key)?.left ?? through);
      const held = touched.filter((each) => throughOf(each.row).length > 0);
      if (held.length === 0) return;
      const before = (await firstSeq()) - 1;
      const outside = await outsideOf(
        { registry, now: { q, org, at: 'now' }, before: { q, org, at: before } },
        throughOf,
        held,
      );
      if (outside.length > 0) throw new OutsideParts(outside);
    },
  };
}
