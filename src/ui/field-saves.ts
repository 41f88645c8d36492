import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { ApiError, currentOrg } from './api.ts';
import type { Field } from './fields.tsx';
import { useCommand } from './hooks.ts';
import { mergeOf } from './merge.ts';

export type Shown = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
export type Clash = { readonly field: Field; readonly mine: unknown; readonly theirs: unknown };

/**
 * Saves the fields of a record one after the other, each on the version the last one made. What somebody else changed
 * in other fields is no conflict; in the same field both values are kept until a person chooses.
 * @param inside the field of the record that holds these fields, when they are parts of one; it takes a change of some
 */
export function useFieldSaves(record: Shown, update: Endpoint, inside?: string) {
  const command = useCommand(update);
  const client = useQueryClient();
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  const [last, setLast] = useState<string | null>(null);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const newest = useRef({ id: record.id, version: 0 });

  const write = async (field: Field, mine: unknown, base: unknown): Promise<void> => {
    if (newest.current.id !== record.id) newest.current = { id: record.id, version: 0 };
    const version = Math.max(newest.current.version, record.version);
    try {
      const change = { [field.key]: mine };
      const result = (await command.mutateAsync({
        id: record.id,
        version,
        ...(inside === undefined ? change : { [inside]: change }),
      })) as Shown;
      newest.current = { id: record.id, version: result.version };
    } catch (error) {
      const theirs = currentOf(error);
      if (!theirs) return;
      newest.current = { id: record.id, version: theirs.version };
      const answer = mergeOf(base, mine, fieldValue(theirs, field, inside));
      if (answer === 'write') return write(field, mine, fieldValue(theirs, field, inside));
      if (answer === 'ask')
        setClashes((now) => [
          ...without(now, field),
          { field, mine, theirs: fieldValue(theirs, field, inside) },
        ]);
      command.reset();
      await client.invalidateQueries({ queryKey: [currentOrg()] });
    }
  };
  const save = (field: Field, mine: unknown) => {
    setLast(field.key);
    const base = fieldValue(record, field, inside);
    line.current = line.current.then(() => write(field, mine, base));
  };
  /** Ends a clash: writes mine over theirs, or leaves theirs. */
  const choose = (clash: Clash, mine: boolean) => {
    setClashes((now) => without(now, clash.field));
    if (mine) line.current = line.current.then(() => write(clash.field, clash.mine, clash.theirs));
  };
  return { save, choose, clashes, last, command };
}

/** The value of a field, of the record itself or of one of its fields. */
export function fieldValue(record: Shown, field: Field, inside: string | undefined): unknown {
  if (inside === undefined) return record[field.key];
  return (record[inside] as Readonly<Record<string, unknown>> | null)?.[field.key];
}

function without(clashes: readonly Clash[], field: Field): readonly Clash[] {
  return clashes.filter((each) => each.field.key !== field.key);
}

function currentOf(error: unknown): Shown | undefined {
  if (!(error instanceof ApiError) || error.problem.code !== 'conflict') return undefined;
  return error.problem.data?.current as Shown | undefined;
}
