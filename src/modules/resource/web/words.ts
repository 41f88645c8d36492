import { msg } from '#kernel/language.ts';
import { stageTitles } from '#modules/system/contract.ts';
import type { Field } from '#ui/fields.tsx';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const KINDS = { tool: msg('Tool'), computing: msg('Computing'), people: msg('People') } as const;
export const AVAILABLE = {
  there: msg('There'),
  planned: msg('Planned'),
  missing: msg('Missing'),
  unknown: msg('Not said'),
} as const;
export const TONES = { there: 'good', planned: 'active', missing: 'bad', unknown: 'neutral' } as const;
const FROM = {
  measured: msg('Measured'),
  supplier: msg('Stated by the supplier'),
  estimated: msg('Estimated'),
} as const;

const COMMON: readonly Field[] = [
  { key: 'name', label: msg('Name'), kind: 'text', required: true },
  { key: 'purpose', label: msg('What it is needed for'), kind: 'long' },
  {
    key: 'stages',
    label: msg('Stages'),
    kind: 'many',
    options: options(stageTitles),
    help: msg('None means every stage'),
  },
  {
    key: 'availability',
    label: msg('Available'),
    kind: 'select',
    required: true,
    options: options(AVAILABLE),
  },
];
const BOUGHT: readonly Field[] = [
  { key: 'provider', label: msg('From whom'), kind: 'text' },
  { key: 'amount', label: msg('How much'), kind: 'text', help: msg('Such as 2 GPUs for 40 hours a month') },
];
const OWNER: Field = { key: 'ownerId', label: msg('Owner'), kind: 'person' };

/** What is asked of every kind, as a list edits it. */
export const LIST_FIELDS: readonly Field[] = [...COMMON, OWNER];

/** What is asked of each kind. */
export const FIELDS_OF: Readonly<Record<keyof typeof KINDS, readonly Field[]>> = {
  tool: [...COMMON, { key: 'versionText', label: msg('Version'), kind: 'text' }, ...BOUGHT, OWNER],
  computing: [
    ...COMMON,
    ...BOUGHT,
    {
      key: 'location',
      label: msg('Where it stands'),
      kind: 'text',
      help: msg('Country and place: the power there decides the climate effect'),
    },
    {
      key: 'energyKwh',
      label: msg('Energy in a year, kWh'),
      kind: 'number',
      help: msg('The share of this AI system'),
    },
    { key: 'waterLitres', label: msg('Water in a year, litres'), kind: 'number' },
    { key: 'figuresFrom', label: msg('Where the figures are from'), kind: 'select', options: options(FROM) },
    { key: 'figuresNote', label: msg('How the figures were got'), kind: 'long' },
    OWNER,
  ],
  people: [
    ...COMMON,
    { key: 'people', label: msg('How many'), kind: 'number' },
    { key: 'skills', label: msg('What they must be able to do'), kind: 'long' },
    OWNER,
  ],
};

export const KIND_OPTIONS = options(KINDS);
export const AVAILABLE_OPTIONS = options(AVAILABLE);
