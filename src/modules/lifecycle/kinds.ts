import { z } from 'zod';
import { msg } from '#kernel/language.ts';

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
  { value: 'open', label: msg('Open') },
  { value: 'met', label: msg('Met') },
  { value: 'not-met', label: msg('Not met') },
] as const;

/** The kinds and their fields: forms, documents, schemas and the test for completeness all come from this one list. */
export const kinds: Readonly<Record<RecordKind, KindSpec>> = {
  requirements: {
    title: msg('Requirements'),
    clause: 'A.6.2.2',
    purpose: msg(
      'What the system must do and within which limits, each requirement with the way to tell it is met.',
    ),
    fields: [
      {
        key: 'rationale',
        label: msg('Why the system is built or bought'),
        kind: 'long',
        required: true,
        help: msg('The need, the goal it serves, and what happens without it'),
      },
      {
        key: 'requirements',
        label: msg('Requirements'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'requirement', label: msg('What must hold') },
          {
            key: 'about',
            label: msg('About'),
            options: [
              { value: 'function', label: msg('Function') },
              { value: 'performance', label: msg('Performance') },
              { value: 'data', label: msg('Data') },
              { value: 'fairness', label: msg('Fairness') },
              { value: 'safety-security', label: msg('Safety and security') },
              { value: 'privacy', label: msg('Privacy') },
              { value: 'oversight', label: msg('Human oversight') },
              { value: 'law', label: msg('Law or contract') },
            ],
          },
          { key: 'source', label: msg('Where it comes from') },
          { key: 'shownBy', label: msg('How one sees that it is met') },
        ],
      },
      { key: 'limits', label: msg('Limits and uses that are ruled out'), kind: 'long', required: true },
      { key: 'context', label: msg('Where, by whom and on whom it is used'), kind: 'long' },
    ],
  },
  design: {
    title: msg('Design and development'),
    clause: 'A.6.2.3',
    purpose: msg('Why the system is built the way it is, so that another engineer could judge it.'),
    fields: [
      {
        key: 'approach',
        label: msg('Method and kind of model, and why'),
        kind: 'long',
        required: true,
        help: msg('Learning method, algorithms, pre-trained parts of others'),
      },
      {
        key: 'architecture',
        label: msg('Parts and how they work together'),
        kind: 'long',
        required: true,
        help: msg('Components, interfaces, hardware and software it runs on'),
      },
      { key: 'alternatives', label: msg('What was considered and refused'), kind: 'long' },
      {
        key: 'optimisedFor',
        label: msg('What it is optimised for, and what was traded for it'),
        kind: 'long',
      },
      {
        key: 'oversight',
        label: msg('How people can understand, correct and stop it'),
        kind: 'long',
        required: true,
      },
      { key: 'threats', label: msg('Threats particular to AI, and the answers to them'), kind: 'long' },
      { key: 'foreseenChanges', label: msg('Changes foreseen from the beginning'), kind: 'long' },
    ],
  },
  data: {
    title: msg('Data of the system'),
    clause: 'A.7.2',
    purpose: msg('Which data serve which purpose in this system, and how far they can be relied on.'),
    fields: [
      {
        key: 'sets',
        label: msg('Data by use'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'dataset', label: msg('Data set (reference and name)') },
          {
            key: 'use',
            label: msg('Used for'),
            options: [
              { value: 'training', label: msg('Training') },
              { value: 'validation', label: msg('Validation') },
              { value: 'test', label: msg('Test') },
              { value: 'operation', label: msg('Input in operation') },
            ],
          },
          { key: 'why', label: msg('Why this data') },
          { key: 'limits', label: msg('Its limits here') },
        ],
      },
      { key: 'separation', label: msg('How training and test data are kept apart'), kind: 'long' },
      {
        key: 'fit',
        label: msg('How well the data stand for the people it is used on'),
        kind: 'long',
        required: true,
      },
      {
        key: 'bias',
        label: msg('Bias that was looked for, and what was found'),
        kind: 'long',
        required: true,
      },
      { key: 'inputs', label: msg('What the input must look like'), kind: 'long' },
    ],
  },
  verification: {
    title: msg('Verification and validation'),
    clause: 'A.6.2.4',
    purpose: msg('Tests against limits fixed beforehand, with their results and what was concluded.'),
    fields: [
      {
        key: 'method',
        label: msg('How it is tested'),
        kind: 'long',
        required: true,
        help: msg('Methods and tools'),
      },
      {
        key: 'testData',
        label: msg('Test data, and how they stand for real use'),
        kind: 'long',
        required: true,
      },
      {
        key: 'criteria',
        label: msg('Acceptance criteria and results'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'criterion', label: msg('Criterion') },
          { key: 'limit', label: msg('Limit fixed beforehand') },
          { key: 'group', label: msg('For which group or case') },
          { key: 'result', label: msg('Result') },
          { key: 'met', label: msg('Met'), options: MET },
        ],
      },
      { key: 'metrics', label: msg('Why these measures fit this system'), kind: 'long' },
      { key: 'testedOn', label: msg('Tested on'), kind: 'date' },
      { key: 'deviations', label: msg('What was not met, and what is done about it'), kind: 'long' },
      {
        key: 'conclusion',
        label: msg('Conclusion'),
        kind: 'choice',
        required: true,
        options: [
          { value: 'release', label: msg('Fit for release') },
          { value: 'release-with-limits', label: msg('Fit for release within limits') },
          { value: 'no-release', label: msg('Not fit for release') },
        ],
      },
    ],
  },
  deployment: {
    title: msg('Deployment plan'),
    clause: 'A.6.2.5',
    purpose: msg('What must hold before the release, how it is done, and the way back.'),
    fields: [
      {
        key: 'environment',
        label: msg('Where it runs, and how that differs from the test'),
        kind: 'long',
        required: true,
      },
      {
        key: 'conditions',
        label: msg('Conditions of the release'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'condition', label: msg('Condition') },
          { key: 'shownBy', label: msg('Shown by') },
          { key: 'met', label: msg('Met'), options: MET },
        ],
      },
      { key: 'steps', label: msg('Steps, and who does them'), kind: 'long', required: true },
      { key: 'rollback', label: msg('The way back'), kind: 'long', required: true },
      { key: 'people', label: msg('Who must be trained or told before'), kind: 'long' },
      { key: 'plannedOn', label: msg('Planned for'), kind: 'date' },
    ],
  },
  operation: {
    title: msg('Operation and monitoring plan'),
    clause: 'A.6.2.6',
    purpose: msg('How the live system is watched, repaired, updated and supported.'),
    fields: [
      {
        key: 'watched',
        label: msg('What is watched'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'what', label: msg('What') },
          { key: 'how', label: msg('How it is measured') },
          { key: 'limit', label: msg('Limit that asks for action') },
          { key: 'often', label: msg('How often') },
          { key: 'who', label: msg('Who looks') },
        ],
      },
      {
        key: 'repair',
        label: msg('What happens when a limit is passed or it fails'),
        kind: 'long',
        required: true,
      },
      {
        key: 'updates',
        label: msg('How updates and retraining are decided, tested and told'),
        kind: 'long',
        required: true,
      },
      { key: 'support', label: msg('Support for users, and times of answer'), kind: 'long' },
      { key: 'oversight', label: msg('Human oversight in daily use'), kind: 'long' },
    ],
  },
  'event-log': {
    title: msg('Event logs'),
    clause: 'A.6.2.8',
    purpose: msg('Which events the system records, at least while it is in use, and how long they are kept.'),
    fields: [
      {
        key: 'events',
        label: msg('Events'),
        kind: 'rows',
        required: true,
        columns: [
          { key: 'event', label: msg('Event') },
          { key: 'recorded', label: msg('What is recorded of it') },
          { key: 'why', label: msg('What it is needed for') },
        ],
      },
      { key: 'keptMonths', label: msg('Kept for how many months'), kind: 'number', required: true },
      { key: 'place', label: msg('Where they are kept, and safe from change'), kind: 'long', required: true },
      { key: 'access', label: msg('Who may read them, and who looks at them'), kind: 'long', required: true },
      { key: 'people', label: msg('Data about people in them'), kind: 'long' },
    ],
  },
  decommissioning: {
    title: msg('Decommissioning plan'),
    clause: 'A.6.2.6',
    purpose: msg('How the system ends without harm: its data, its models, its users.'),
    fields: [
      { key: 'trigger', label: msg('What ends it'), kind: 'long', required: true },
      { key: 'replacement', label: msg('What takes its place'), kind: 'long' },
      { key: 'data', label: msg('What becomes of data and models'), kind: 'long', required: true },
      { key: 'told', label: msg('Who is told, when and how'), kind: 'long', required: true },
      { key: 'kept', label: msg('Records that are kept, and how long'), kind: 'long', required: true },
      { key: 'plannedOn', label: msg('Planned for'), kind: 'date' },
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
