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
const APPLIES = { yes: 'Yes', no: 'No', unknown: 'Not decided' };
const CONFIDENCE = { high: 'High', medium: 'Medium', low: 'Low' };

/** Laws, standards and frames that no pack holds. */
export const ownFrameworksRegister: PlainRegister = {
  title: 'Your own frameworks',
  one: 'a framework',
  clause: '4.1, 4.2',
  sentence:
    'Laws of further jurisdictions, standards, voluntary codes and demands of customers that no pack holds.',
  path: '/own-frameworks',
  endpoints: ownFrameworkEndpoints,
  titleField: 'title',
  columns: [
    { key: 'title', title: 'Title', sortable: true },
    { key: 'kind', title: 'Kind', render: wordOf(ownKinds, 'kind') },
    { key: 'jurisdiction', title: 'Where', sortable: true },
    { key: 'applies', title: 'Applies to us', render: wordOf(APPLIES, 'applies') },
    { key: 'inForceOn', title: 'In force', sortable: true },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  filters: [
    { key: 'kind', title: 'Kind', options: optionsOf(ownKinds) },
    { key: 'applies', title: 'Applies to us', options: optionsOf(APPLIES) },
  ],
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'kind', label: 'Kind', kind: 'select', options: optionsOf(ownKinds), required: true },
    { key: 'jurisdiction', label: 'Where it holds', kind: 'text' },
    { key: 'applies', label: 'Applies to us', kind: 'select', options: optionsOf(APPLIES), required: true },
    { key: 'why', label: 'Why', kind: 'long' },
    { key: 'inForceOn', label: 'In force from', kind: 'date' },
    { key: 'reviewOn', label: 'Look at it again on', kind: 'date' },
    { key: 'source', label: 'Source', kind: 'text', help: 'Where its text is read' },
    { key: 'ownerId', label: 'Owner', kind: 'person' },
  ],
  createFields: ['title', 'kind', 'jurisdiction', 'applies'],
  mayWrite: mayWriteFramework,
  why: 'An auditor asks which laws and promises bind your AI, also outside the Union, and how you keep track of them.',
  example: {
    title: 'Act on automated decisions of a further country',
    kind: ownKinds.law,
    jurisdiction: 'That country',
    applies: 'Yes',
    inForceOn: '2027-06-30',
    ref: 'OWF-0001',
  },
};

/** Their requirements; typed one by one, or pasted and brought in as a table. */
export const ownRequirementsRegister: PlainRegister = {
  title: 'Requirements of your own frameworks',
  one: 'a requirement',
  clause: '4.2',
  sentence:
    'What your own frameworks ask, in your own words, each mapped by you to ISO/IEC 42001 where it fits.',
  path: '/own-requirements',
  endpoints: ownRequirementEndpoints,
  titleField: 'title',
  columns: [
    { key: 'title', title: 'Title', sortable: true },
    { key: 'framework', title: 'Framework', sortable: true },
    { key: 'number', title: 'Number', sortable: true },
    { key: 'mappedTo', title: 'Mapped to', render: (row) => (row.mappedTo as string[]).join(', ') },
    { key: 'relation', title: 'Relation', render: wordOf(relationWords, 'relation') },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  filters: [
    { key: 'framework', title: 'Framework', kind: 'text' },
    { key: 'relation', title: 'Relation', options: optionsOf(relationWords) },
  ],
  fields: [
    {
      key: 'framework',
      label: 'Framework',
      kind: 'text',
      required: true,
      help: 'Its reference, such as OWF-0001',
    },
    { key: 'number', label: 'Number', kind: 'text', required: true },
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'summary', label: 'What it asks, in your own words', kind: 'long' },
    { key: 'relation', label: 'How ours relates to it', kind: 'select', options: optionsOf(relationWords) },
    { key: 'rationale', label: 'Why', kind: 'long', help: 'Needed where ours asks the same or contains it' },
    { key: 'confidence', label: 'Confidence', kind: 'select', options: optionsOf(CONFIDENCE) },
  ],
  createFields: ['framework', 'number', 'title', 'summary'],
  mayWrite: mayWriteFramework,
  why: 'Requirements that are written down can be held against what your records show.',
  example: {
    title: 'Notice to consumers',
    framework: 'OWF-0001',
    number: '4',
    mappedTo: 'A.8.2',
    ref: 'OWR-0001',
  },
};

/** Standards that may become harmonised under the AI Act. */
export const harmonisedRegister: PlainRegister = {
  title: 'Standards in the making',
  one: 'a standard',
  clause: 'AI Act Art. 40',
  sentence:
    'European standards that may become harmonised under the AI Act, each with its stage, day and source.',
  path: '/harmonised-standards',
  endpoints: harmonisedEndpoints,
  titleField: 'reference',
  columns: [
    { key: 'reference', title: 'Number', sortable: true },
    { key: 'title', title: 'Title', sortable: true },
    { key: 'stage', title: 'Stage', render: wordOf(standardStages, 'stage') },
    { key: 'stageOn', title: 'Since', sortable: true },
    { key: 'lookedOn', title: 'Looked at', sortable: true },
    { key: 'confidence', title: 'Confidence', render: wordOf(CONFIDENCE, 'confidence') },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  filters: [{ key: 'stage', title: 'Stage', options: optionsOf(standardStages) }],
  fields: [
    { key: 'reference', label: 'Number', kind: 'text', required: true },
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'stage', label: 'Stage', kind: 'select', options: optionsOf(standardStages), required: true },
    { key: 'stageOn', label: 'At that stage since', kind: 'date' },
    {
      key: 'citation',
      label: 'Citation in the Official Journal',
      kind: 'text',
      help: 'For the stage "cited" only',
    },
    { key: 'source', label: 'Where you read it', kind: 'text', required: true },
    { key: 'lookedOn', label: 'On which day', kind: 'date', required: true },
    {
      key: 'confidence',
      label: 'Confidence',
      kind: 'select',
      options: optionsOf(CONFIDENCE),
      required: true,
    },
    { key: 'note', label: 'Note', kind: 'long' },
    { key: 'ownerId', label: 'Owner', kind: 'person' },
  ],
  createFields: ['reference', 'title', 'stage', 'source', 'lookedOn', 'confidence'],
  mayWrite: mayWriteFramework,
  why: 'Only a citation in the Official Journal gives a presumption of conformity; whoever plans with standards looks regularly.',
};
