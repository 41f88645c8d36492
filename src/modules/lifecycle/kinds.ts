import { z } from 'zod';

/** What a life-cycle record is about; each kind has fields of its own. */
export const recordKinds = [
  'requirements',
  'design',
  'data',
  'verification',
  'deployment',
  'operation',
  'event-log',
  'decommissioning',
] as const;
export type RecordKind = (typeof recordKinds)[number];

export type CellSpec = {
  readonly key: string;
  readonly label: string;
  /** Present: one of these; the first is what an untouched cell says. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};
export type FieldSpec = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'long' | 'date' | 'number' | 'choice' | 'rows';
  readonly help?: string;
  /** Without it the record cannot be handed over for approval. */
  readonly required?: true;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly columns?: readonly CellSpec[];
};
export type KindSpec = {
  readonly title: string;
  /** The control of ISO/IEC 42001 that asks for it. */
  readonly clause: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly fields: readonly FieldSpec[];
};

const MET = [
  { value: 'open', label: 'Open' },
  { value: 'met', label: 'Met' },
  { value: 'not-met', label: 'Not met' },
] as const;

/** The kinds and their fields: forms, documents, schemas and the test for completeness all come from this one list. */
export const kinds: Readonly<Record<RecordKind, KindSpec>> = {
  requirements: {
    title: 'Requirements',
    clause: 'A.6.2.2',
    purpose:
      'What the system must do and within which limits, each requirement with the way to tell it is met.',
    fields: [
      {
        key: 'rationale',
        label: 'Why the system is built or bought',
        kind: 'long',
        required: true,
        help: 'The need, the goal it serves, and what happens without it',
      },
      {
        key: 'requirements',
        label: 'Requirements',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'requirement', label: 'What must hold' },
          {
            key: 'about',
            label: 'About',
            options: [
              { value: 'function', label: 'Function' },
              { value: 'performance', label: 'Performance' },
              { value: 'data', label: 'Data' },
              { value: 'fairness', label: 'Fairness' },
              { value: 'safety-security', label: 'Safety and security' },
              { value: 'privacy', label: 'Privacy' },
              { value: 'oversight', label: 'Human oversight' },
              { value: 'law', label: 'Law or contract' },
            ],
          },
          { key: 'source', label: 'Where it comes from' },
          { key: 'shownBy', label: 'How one sees that it is met' },
        ],
      },
      { key: 'limits', label: 'Limits and uses that are ruled out', kind: 'long', required: true },
      { key: 'context', label: 'Where, by whom and on whom it is used', kind: 'long' },
    ],
  },
  design: {
    title: 'Design and development',
    clause: 'A.6.2.3',
    purpose: 'Why the system is built the way it is, so that another engineer could judge it.',
    fields: [
      {
        key: 'approach',
        label: 'Method and kind of model, and why',
        kind: 'long',
        required: true,
        help: 'Learning method, algorithms, pre-trained parts of others',
      },
      {
        key: 'architecture',
        label: 'Parts and how they work together',
        kind: 'long',
        required: true,
        help: 'Components, interfaces, hardware and software it runs on',
      },
      { key: 'alternatives', label: 'What was considered and refused', kind: 'long' },
      { key: 'optimisedFor', label: 'What it is optimised for, and what was traded for it', kind: 'long' },
      {
        key: 'oversight',
        label: 'How people can understand, correct and stop it',
        kind: 'long',
        required: true,
      },
      { key: 'threats', label: 'Threats particular to AI, and the answers to them', kind: 'long' },
      { key: 'foreseenChanges', label: 'Changes foreseen from the beginning', kind: 'long' },
    ],
  },
  data: {
    title: 'Data of the system',
    clause: 'A.7.2',
    purpose: 'Which data serve which purpose in this system, and how far they can be relied on.',
    fields: [
      {
        key: 'sets',
        label: 'Data by use',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'dataset', label: 'Data set (reference and name)' },
          {
            key: 'use',
            label: 'Used for',
            options: [
              { value: 'training', label: 'Training' },
              { value: 'validation', label: 'Validation' },
              { value: 'test', label: 'Test' },
              { value: 'operation', label: 'Input in operation' },
            ],
          },
          { key: 'why', label: 'Why this data' },
          { key: 'limits', label: 'Its limits here' },
        ],
      },
      { key: 'separation', label: 'How training and test data are kept apart', kind: 'long' },
      {
        key: 'fit',
        label: 'How well the data stand for the people it is used on',
        kind: 'long',
        required: true,
      },
      { key: 'bias', label: 'Bias that was looked for, and what was found', kind: 'long', required: true },
      { key: 'inputs', label: 'What the input must look like', kind: 'long' },
    ],
  },
  verification: {
    title: 'Verification and validation',
    clause: 'A.6.2.4',
    purpose: 'Tests against limits fixed beforehand, with their results and what was concluded.',
    fields: [
      { key: 'method', label: 'How it is tested', kind: 'long', required: true, help: 'Methods and tools' },
      { key: 'testData', label: 'Test data, and how they stand for real use', kind: 'long', required: true },
      {
        key: 'criteria',
        label: 'Acceptance criteria and results',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'criterion', label: 'Criterion' },
          { key: 'limit', label: 'Limit fixed beforehand' },
          { key: 'group', label: 'For which group or case' },
          { key: 'result', label: 'Result' },
          { key: 'met', label: 'Met', options: MET },
        ],
      },
      { key: 'metrics', label: 'Why these measures fit this system', kind: 'long' },
      { key: 'testedOn', label: 'Tested on', kind: 'date' },
      { key: 'deviations', label: 'What was not met, and what is done about it', kind: 'long' },
      {
        key: 'conclusion',
        label: 'Conclusion',
        kind: 'choice',
        required: true,
        options: [
          { value: 'release', label: 'Fit for release' },
          { value: 'release-with-limits', label: 'Fit for release within limits' },
          { value: 'no-release', label: 'Not fit for release' },
        ],
      },
    ],
  },
  deployment: {
    title: 'Deployment plan',
    clause: 'A.6.2.5',
    purpose: 'What must hold before the release, how it is done, and the way back.',
    fields: [
      {
        key: 'environment',
        label: 'Where it runs, and how that differs from the test',
        kind: 'long',
        required: true,
      },
      {
        key: 'conditions',
        label: 'Conditions of the release',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'condition', label: 'Condition' },
          { key: 'shownBy', label: 'Shown by' },
          { key: 'met', label: 'Met', options: MET },
        ],
      },
      { key: 'steps', label: 'Steps, and who does them', kind: 'long', required: true },
      { key: 'rollback', label: 'The way back', kind: 'long', required: true },
      { key: 'people', label: 'Who must be trained or told before', kind: 'long' },
      { key: 'plannedOn', label: 'Planned for', kind: 'date' },
    ],
  },
  operation: {
    title: 'Operation and monitoring plan',
    clause: 'A.6.2.6',
    purpose: 'How the live system is watched, repaired, updated and supported.',
    fields: [
      {
        key: 'watched',
        label: 'What is watched',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'what', label: 'What' },
          { key: 'how', label: 'How it is measured' },
          { key: 'limit', label: 'Limit that asks for action' },
          { key: 'often', label: 'How often' },
          { key: 'who', label: 'Who looks' },
        ],
      },
      {
        key: 'repair',
        label: 'What happens when a limit is passed or it fails',
        kind: 'long',
        required: true,
      },
      {
        key: 'updates',
        label: 'How updates and retraining are decided, tested and told',
        kind: 'long',
        required: true,
      },
      { key: 'support', label: 'Support for users, and times of answer', kind: 'long' },
      { key: 'oversight', label: 'Human oversight in daily use', kind: 'long' },
    ],
  },
  'event-log': {
    title: 'Event logs',
    clause: 'A.6.2.8',
    purpose: 'Which events the system records, at least while it is in use, and how long they are kept.',
    fields: [
      {
        key: 'events',
        label: 'Events',
        kind: 'rows',
        required: true,
        columns: [
          { key: 'event', label: 'Event' },
          { key: 'recorded', label: 'What is recorded of it' },
          { key: 'why', label: 'What it is needed for' },
        ],
      },
      { key: 'keptMonths', label: 'Kept for how many months', kind: 'number', required: true },
      { key: 'place', label: 'Where they are kept, and safe from change', kind: 'long', required: true },
      { key: 'access', label: 'Who may read them, and who looks at them', kind: 'long', required: true },
      { key: 'people', label: 'Data about people in them', kind: 'long' },
    ],
  },
  decommissioning: {
    title: 'Decommissioning plan',
    clause: 'A.6.2.6',
    purpose: 'How the system ends without harm: its data, its models, its users.',
    fields: [
      { key: 'trigger', label: 'What ends it', kind: 'long', required: true },
      { key: 'replacement', label: 'What takes its place', kind: 'long' },
      { key: 'data', label: 'What becomes of data and models', kind: 'long', required: true },
      { key: 'told', label: 'Who is told, when and how', kind: 'long', required: true },
      { key: 'kept', label: 'Records that are kept, and how long', kind: 'long', required: true },
      { key: 'plannedOn', label: 'Planned for', kind: 'date' },
    ],
  },
};

const schemas = new Map<RecordKind, z.ZodType<Content>>();

export type Row = Readonly<Record<string, string | null>>;
export type Content = Record<string, string | number | null | Row[]>;

/** The schema of the fields of a kind; nothing but they may be in it, and each may still be empty. */
export function contentSchema(kind: RecordKind): z.ZodType<Content> {
  const known = schemas.get(kind);
  if (known) return known;
  const made = z.strictObject(
    Object.fromEntries(kinds[kind].fields.map((field) => [field.key, fieldSchema(field)])),
  ) as unknown as z.ZodType<Content>;
  schemas.set(kind, made);
  return made;
}

function fieldSchema(field: FieldSpec): z.ZodType {
  switch (field.kind) {
    case 'long':
      return z.string().max(8000).nullable().default(null);
    case 'date':
      return z.iso.date().nullable().default(null);
    case 'number':
      return z.number().int().min(0).max(100_000).nullable().default(null);
    case 'choice':
      return z
        .enum(field.options!.map((each) => each.value) as [string, ...string[]])
        .nullable()
        .default(null);
    case 'rows':
      return z
        .array(z.strictObject(Object.fromEntries(field.columns!.map((cell) => [cell.key, cellSchema(cell)]))))
        .max(200)
        .default([]);
  }
}

function cellSchema(cell: CellSpec): z.ZodType {
  if (!cell.options) return z.string().max(2000).nullable().default(null);
  const values = cell.options.map((each) => each.value) as [string, ...string[]];
  return z.enum(values).default(values[0]);
}

/** Labels of what a record of this kind still lacks before anybody may approve it. */
export function missingIn(kind: RecordKind, content: Content | null): readonly string[] {
  const given = content ?? {};
  return kinds[kind].fields
    .filter((field) => field.required && isEmpty(field, given[field.key]))
    .map((field) => field.label);
}

function isEmpty(field: FieldSpec, value: Content[string] | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'number') return false;
  if (typeof value === 'string') return value.trim() === '';
  const first = field.columns![0]!.key;
  return !value.some((row) => (row[first] ?? '').trim() !== '');
}

export type Tally = { readonly total: number; readonly open: number; readonly failed: number };

/** How the acceptance criteria of a verification, or the conditions of a release, came out; null for other kinds. */
export function tallyOf(kind: RecordKind, content: Content | null): Tally | null {
  const key = kind === 'verification' ? 'criteria' : kind === 'deployment' ? 'conditions' : null;
  if (key === null) return null;
  const rows = (content?.[key] ?? []) as readonly Row[];
  return {
    total: rows.length,
    open: rows.filter((row) => (row.met ?? 'open') === 'open').length,
    failed: rows.filter((row) => row.met === 'not-met').length,
  };
}
