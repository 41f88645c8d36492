import { msg } from '#kernel/language.ts';
import type { PlainRegister } from '#ui/plain-register.tsx';
import {
  harmonisedEndpoints,
  ownFrameworkEndpoints,
  ownKinds,
  ownRequirementEndpoints,
  relationWords,
  standardStages,
} from '../own-contract.ts';
import { mayWriteFramework } from '../policy.ts';

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const wordOf =
  (words: Readonly<Record<string, string>>, key: string) => (row: Readonly<Record<string, unknown>>) =>
    words[String(row[key])] ?? '';
const APPLIES = { yes: msg('Yes'), no: msg('No'), unknown: msg('Not decided') };
const CONFIDENCE = { high: msg('High'), medium: msg('Medium'), low: msg('Low') };

/** Laws, standards and frames that no pack holds. */
export const ownFrameworksRegister: PlainRegister = {
  title: msg('Your own frameworks'),
  add: msg('Add a framework'),
  none: msg('No framework yet'),
  clause: '4.1, 4.2',
  sentence: msg(
    'Laws of further jurisdictions, standards, voluntary codes and demands of customers that no pack holds.',
  ),
  path: '/own-frameworks',
  endpoints: ownFrameworkEndpoints,
  titleField: 'title',
  columns: [
    { key: 'title', title: msg('Title'), sortable: true },
    { key: 'kind', title: msg('Kind'), render: wordOf(ownKinds, 'kind') },
    { key: 'jurisdiction', title: msg('Where'), sortable: true },
    { key: 'applies', title: msg('Applies to us'), render: wordOf(APPLIES, 'applies') },
    { key: 'inForceOn', title: msg('In force'), sortable: true },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  filters: [
    { key: 'kind', title: msg('Kind'), options: optionsOf(ownKinds) },
    { key: 'applies', title: msg('Applies to us'), options: optionsOf(APPLIES) },
  ],
  fields: [
    { key: 'title', label: msg('Title'), kind: 'text', required: true },
    { key: 'kind', label: msg('Kind'), kind: 'select', options: optionsOf(ownKinds), required: true },
    { key: 'jurisdiction', label: msg('Where it holds'), kind: 'text' },
    {
      key: 'applies',
      label: msg('Applies to us'),
      kind: 'select',
      options: optionsOf(APPLIES),
      required: true,
    },
    { key: 'why', label: msg('Why'), kind: 'long' },
    { key: 'inForceOn', label: msg('In force from'), kind: 'date' },
    { key: 'reviewOn', label: msg('Look at it again on'), kind: 'date' },
    { key: 'source', label: msg('Source'), kind: 'text', help: msg('Where its text is read') },
    { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  ],
  createFields: ['title', 'kind', 'jurisdiction', 'applies'],
  mayWrite: mayWriteFramework,
  why: msg(
    'An auditor asks which laws and promises bind your AI, also outside the Union, and how you keep track of them.',
  ),
  example: {
    title: msg('Act on automated decisions of a further country'),
    kind: ownKinds.law,
    jurisdiction: msg('That country'),
    applies: msg('Yes'),
    inForceOn: '2027-06-30',
    ref: 'OWF-0001',
  },
};

/** Their requirements; typed one by one, or pasted and brought in as a table. */
export const ownRequirementsRegister: PlainRegister = {
  title: msg('Requirements of your own frameworks'),
  add: msg('Add a requirement'),
  none: msg('No requirement yet'),
  clause: '4.2',
  sentence: msg(
    'What your own frameworks ask, in your own words, each mapped by you to ISO/IEC 42001 where it fits.',
  ),
  path: '/own-requirements',
  endpoints: ownRequirementEndpoints,
  titleField: 'title',
  columns: [
    { key: 'title', title: msg('Title'), sortable: true },
    { key: 'framework', title: msg('Framework'), sortable: true },
    { key: 'number', title: msg('Number'), sortable: true },
    { key: 'mappedTo', title: msg('Mapped to'), render: (row) => (row.mappedTo as string[]).join(', ') },
    { key: 'relation', title: msg('Relation'), render: wordOf(relationWords, 'relation') },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  filters: [
    { key: 'framework', title: msg('Framework'), kind: 'text' },
    { key: 'relation', title: msg('Relation'), options: optionsOf(relationWords) },
  ],
  fields: [
    {
      key: 'framework',
      label: msg('Framework'),
      kind: 'text',
      required: true,
      help: msg('Its reference, such as OWF-0001'),
    },
    { key: 'number', label: msg('Number'), kind: 'text', required: true },
    { key: 'title', label: msg('Title'), kind: 'text', required: true },
    { key: 'summary', label: msg('What it asks, in your own words'), kind: 'long' },
    {
      key: 'relation',
      label: msg('How ours relates to it'),
      kind: 'select',
      options: optionsOf(relationWords),
    },
    {
      key: 'rationale',
      label: msg('Why'),
      kind: 'long',
      help: msg('Needed where ours asks the same or contains it'),
    },
    { key: 'confidence', label: msg('Confidence'), kind: 'select', options: optionsOf(CONFIDENCE) },
  ],
  createFields: ['framework', 'number', 'title', 'summary'],
  mayWrite: mayWriteFramework,
  why: msg('Requirements that are written down can be held against what your records show.'),
  example: {
    title: msg('Notice to consumers'),
    framework: 'OWF-0001',
    number: '4',
    mappedTo: 'A.8.2',
    ref: 'OWR-0001',
  },
};

/** Standards that may become harmonised under the AI Act. */
export const harmonisedRegister: PlainRegister = {
  title: msg('Standards in the making'),
  add: msg('Add a standard'),
  none: msg('No standard yet'),
  clause: 'AI Act Art. 40',
  sentence: msg(
    'European standards that may become harmonised under the AI Act, each with its stage, day and source.',
  ),
  path: '/harmonised-standards',
  endpoints: harmonisedEndpoints,
  titleField: 'reference',
  columns: [
    { key: 'reference', title: msg('Number'), sortable: true },
    { key: 'title', title: msg('Title'), sortable: true },
    { key: 'stage', title: msg('Stage'), render: wordOf(standardStages, 'stage') },
    { key: 'stageOn', title: msg('Since'), sortable: true },
    { key: 'lookedOn', title: msg('Looked at'), sortable: true },
    { key: 'confidence', title: msg('Confidence'), render: wordOf(CONFIDENCE, 'confidence') },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  filters: [{ key: 'stage', title: msg('Stage'), options: optionsOf(standardStages) }],
  fields: [
    { key: 'reference', label: msg('Number'), kind: 'text', required: true },
    { key: 'title', label: msg('Title'), kind: 'text', required: true },
    { key: 'stage', label: msg('Stage'), kind: 'select', options: optionsOf(standardStages), required: true },
    { key: 'stageOn', label: msg('At that stage since'), kind: 'date' },
    {
      key: 'citation',
      label: msg('Citation in the Official Journal'),
      kind: 'text',
      help: msg('For the stage "cited" only'),
    },
    { key: 'source', label: msg('Where you read it'), kind: 'text', required: true },
    { key: 'lookedOn', label: msg('On which day'), kind: 'date', required: true },
    {
      key: 'confidence',
      label: msg('Confidence'),
      kind: 'select',
      options: optionsOf(CONFIDENCE),
      required: true,
    },
    { key: 'note', label: msg('Note'), kind: 'long' },
    { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  ],
  createFields: ['reference', 'title', 'stage', 'source', 'lookedOn', 'confidence'],
  mayWrite: mayWriteFramework,
  why: msg(
    'Only a citation in the Official Journal gives a presumption of conformity; whoever plans with standards looks regularly.',
  ),
};
