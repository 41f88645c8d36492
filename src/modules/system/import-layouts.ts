import { msg } from '#kernel/language.ts';
import { ombLayout } from './import-omb.ts';
import type { Layout } from './import-types.ts';

/** Fields that a column of any table may fill. */
const mappable = [
  'name',
  'purpose',
  'intendedUse',
  'affectedPeople',
  'stage',
  'sector',
  'agency',
  'bureau',
  'scopeReason',
  'bought',
  'riskLevel',
] as const;

const GUESSES: Readonly<Record<(typeof mappable)[number], RegExp>> = {
  name: /^(name|title|system|ai system|use case( name)?)$/i,
  purpose: /purpose|description|what it does/i,
  intendedUse: /intended use|use$/i,
  affectedPeople: /affected|data subjects|users/i,
  stage: /stage|status|life ?cycle/i,
  sector: /sector|industry/i,
  agency: /agency|department|business unit/i,
  bureau: /bureau|team|unit$/i,
  scopeReason: /scope/i,
  bought: /origin|in-?house|bought|vendor\??$/i,
  riskLevel: /risk( level| class)?$/i,
};

/** Any table whose columns were mapped by hand, or guessed from their names. */
const freeLayout: Layout = {
  id: 'free',
  title: msg('A table of your own'),
  recognises: () => true,
  mapping: (columns) => {
    const fields: Record<string, string> = {};
    for (const field of mappable) {
      const column = columns.find(
        (each) => GUESSES[field].test(each.trim()) && !Object.values(fields).includes(each),
      );
      if (column) fields[field] = column;
    }
    if (!fields.name && columns[0]) fields.name = columns[0];
    return { layout: 'free', key: fields.name ? [fields.name] : [], fields };
  },
  read: (cells, { fields }) => {
    const text = (field: string) => cells[fields[field] ?? '']?.trim() || null;
    const mapped = new Set(Object.values(fields));
    const rest = Object.entries(cells).filter(
      ([column, value]) => !mapped.has(column) && value.trim() !== '',
    );
    return {
      name: text('name') ?? '',
      purpose: text('purpose'),
      intendedUse: text('intendedUse'),
      affectedPeople: text('affectedPeople'),
      sector: text('sector')?.toLowerCase().replaceAll(' ', '-') ?? null,
      agency: text('agency'),
      bureau: text('bureau'),
      ...(text('stage') && { stage: text('stage')!.toLowerCase().replaceAll(' ', '-') as never }),
      ...(text('bought') && { bought: text('bought')!.toLowerCase() as never }),
      ...(text('riskLevel') && { riskLevel: text('riskLevel')!.toLowerCase() as never }),
      sourceFields: Object.fromEntries(
        rest.map(([column, value]) => [column.slice(0, 80), value.slice(0, 8000)]),
      ),
    };
  },
};

/** Known layouts, the free one last. */
export const layouts: readonly Layout[] = [ombLayout, freeLayout];
