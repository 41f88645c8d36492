import { stageTitles } from '#modules/system/contract.ts';
import type { Field } from '#ui/fields.tsx';

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const KINDS = { tool: 'Tool', computing: 'Computing', people: 'People' } as const;
export const AVAILABLE = {
  there: 'There',
  planned: 'Planned',
  missing: 'Missing',
  unknown: 'Not said',
} as const;
export const TONES = { there: 'good', planned: 'active', missing: 'bad', unknown: 'neutral' } as const;
const FROM = { measured: 'Measured', supplier: 'Stated by the supplier', estimated: 'Estimated' } as const;

const COMMON: readonly Field[] = [
  { key: 'name', label: 'Name', kind: 'text', required: true },
  { key: 'purpose', label: 'What it is needed for', kind: 'long' },
  {
    key: 'stages',
    label: 'Stages',
    kind: 'many',
    options: options(stageTitles),
    help: 'None means every stage',
  },
  { key: 'availability', label: 'Available', kind: 'select', required: true, options: options(AVAILABLE) },
];
const BOUGHT: readonly Field[] = [
  { key: 'provider', label: 'From whom', kind: 'text' },
  { key: 'amount', label: 'How much', kind: 'text', help: 'Such as 2 GPUs for 40 hours a month' },
];
const OWNER: Field = { key: 'ownerId', label: 'Owner', kind: 'person' };

/** What is asked of every kind, as a list edits it. */
export const LIST_FIELDS: readonly Field[] = [...COMMON, OWNER];

/** What is asked of each kind. */
export const FIELDS_OF: Readonly<Record<keyof typeof KINDS, readonly Field[]>> = {
  tool: [...COMMON, { key: 'versionText', label: 'Version', kind: 'text' }, ...BOUGHT, OWNER],
  computing: [
    ...COMMON,
    ...BOUGHT,
    {
      key: 'location',
      label: 'Where it stands',
      kind: 'text',
      help: 'Country and place: the power there decides the climate effect',
    },
    { key: 'energyKwh', label: 'Energy in a year, kWh', kind: 'number', help: 'The share of this AI system' },
    { key: 'waterLitres', label: 'Water in a year, litres', kind: 'number' },
    { key: 'figuresFrom', label: 'Where the figures are from', kind: 'select', options: options(FROM) },
    { key: 'figuresNote', label: 'How the figures were got', kind: 'long' },
    OWNER,
  ],
  people: [
    ...COMMON,
    { key: 'people', label: 'How many', kind: 'number' },
    { key: 'skills', label: 'What they must be able to do', kind: 'long' },
    OWNER,
  ],
};

export const KIND_OPTIONS = options(KINDS);
export const AVAILABLE_OPTIONS = options(AVAILABLE);
