import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldRows, kindOf, type Schema } from './schema-fields.ts';

const schema = z.toJSONSchema(
  z.object({
    title: z.string().max(300),
    state: z.enum(['open', 'closed']).nullable(),
    dueOn: z.iso.date().optional(),
    level: z.number().int().min(1).max(6),
    tags: z.array(z.string()),
    actions: z.array(z.object({ done: z.boolean() })),
    version: z.number().int().describe('the version you saw'),
  }),
) as Schema;

test('fields of a contract are listed with kind, need and limits, nested ones by their dotted name', () => {
  const rows = Object.fromEntries(fieldRows(schema).map((row) => [row.name, row]));
  expect(rows.title).toEqual({ name: 'title', kind: 'text', required: true, note: 'at most 300 characters' });
  expect(rows.state!.kind).toBe('"open" or "closed" or null');
  expect(rows.dueOn).toMatchObject({ kind: 'day', required: false });
  expect(rows.level).toMatchObject({ kind: 'whole number', note: 'from 1, to 6' });
  expect(rows.tags!.kind).toBe('list of text');
  expect(rows['actions[].done']!.kind).toBe('true or false');
  expect(rows.version!.note).toContain('the version you saw');
});

test('a field of any shape has a kind', () => {
  expect(kindOf({})).toBe('anything');
  expect(kindOf({ const: true })).toBe('true');
});
