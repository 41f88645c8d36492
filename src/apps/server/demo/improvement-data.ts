import type { FieldsOf } from '#kernel/record.ts';
import type { RaisedNonconformity } from '#modules/improvement/api.ts';
import type { improvementIdea } from '#modules/improvement/idea-contract.ts';
import type { analyseCause, gradeNonconformity, recordFollowUp } from '#modules/improvement/service.ts';
import type { Cast } from './cast.ts';

export type DemoRound = {
  readonly correction: { readonly correction: string; readonly consequences: string };
  readonly cause?: Parameters<typeof analyseCause>[2];
  readonly similar?: string;
  readonly actions: readonly string[];
  /** An action that was planned and given up, with the reason. */
  readonly dropped?: readonly [title: string, reason: string];
  readonly effectInDays: number;
  /** Where the round stops; absent: it goes on to its judgement. */
  readonly until?: 'plan' | 'approved' | 'started' | 'done';
  readonly judgement?: { readonly result: 'effective' | 'ineffective'; readonly finding: string };
  readonly closed?: Parameters<typeof recordFollowUp>[2];
};

export type DemoNonconformity = {
  readonly fields: Omit<RaisedNonconformity, 'foundOn' | 'dueOn' | 'ownerId' | 'concerns'>;
  readonly foundBy: keyof Cast;
  readonly owner: keyof Cast | null;
  readonly foundDaysAgo: number;
  readonly dueInDays: number;
  readonly systems: readonly string[];
  readonly grade?: Parameters<typeof gradeNonconformity>[2];
  readonly dismissed?: string;
  readonly rounds: readonly DemoRound[];
};

const major = {
  answers: { requirementBroken: true, intendedResults: true, systemic: false },
  grade: 'major',
} as const;
const minor = {
  answers: { requirementBroken: true, intendedResults: false, systemic: false },
  grade: 'minor',
} as const;

/** Eleven made-up nonconformities; together they show every state, source and bone. */
export const demoNonconformities: readonly DemoNonconformity[] = [
  {
    fields: {
      title: 'Rejected applicants were not read by a second person',
      description:
        'Second readers are to look at every rejection. In six weeks 61 of 412 rejections went out unread.',
      objectiveEvidence: 'Log of the ranker, weeks 36 to 41; letters of rejection of the same weeks.',
      source: 'audit',
      requirements: ['iso-42001:8.1', 'iso-42001:A.9.2'],
      managementSystems: ['ai', 'quality'],
    },
    foundBy: 'auditor',
    owner: 'engineer',
    foundDaysAgo: 48,
    dueInDays: -12,
    systems: ['cv'],
    grade: major,
    rounds: [
      {
        correction: {
          correction: 'Letters stop until the second reader has signed.',
          consequences: 'All 61 applications were read again; four people were invited.',
        },
        cause: {
          whys: [
            'Readers were on leave and nobody stood in for them.',
            'The rota does not know absences.',
            'The rota is kept in a spreadsheet that nobody owns.',
          ],
          fishbone: [
            { category: 'people', causes: ['Two readers for all sites', 'No stand-in is named'] },
            { category: 'method', causes: ['The rota does not know absences', 'Letters go out by date'] },
            { category: 'technology', causes: ['The ranker does not wait for a signature'] },
            { category: 'measurement', causes: ['Nobody counts unread rejections'] },
          ],
          cause: 'The rota does not know absences.',
          causeCategory: 'method',
        },
        similar: 'The claims desk works with the same rota; its readers were present.',
        actions: ['Put absences into the rota'],
        dropped: ['A second rota on paper', 'Two rotas would differ within a week.'],
        effectInDays: 0,
        judgement: {
          result: 'ineffective',
          finding:
            'In the following week seven letters went out unread: the rota was right, the reader was ill.',
        },
      },
      {
        correction: {
          correction: 'Letters stop again; a third reader is called in.',
          consequences: 'Seven applications were read again; nobody had to be invited.',
        },
        cause: {
          whys: ['The ranker sends without waiting.', 'Nothing in the software asks for the signature.'],
          fishbone: [{ category: 'technology', causes: ['The ranker does not wait for a signature'] }],
          cause: 'The ranker sends letters without waiting for a signature.',
          causeCategory: 'technology',
        },
        similar: 'No other system sends letters by itself.',
        actions: ['Hold letters back until the second reader has signed'],
        effectInDays: 0,
        judgement: { result: 'effective', finding: 'No letter without a signature in the log.' },
        closed: {
          risksDecision: 'not-needed',
          risksNote: 'The risk of unread rejections is in the register with this control.',
          changesDecision: 'updated',
          changesNote: 'The intended use of the ranker names the signature.',
        },
      },
    ],
  },
  {
    fields: {
      title: 'Two complaints about the chatbot were never answered',
      description: 'Complaints that reach the chatbot are to be handed on within a day.',
      objectiveEvidence: 'Tickets 8812 and 8907.',
      source: 'complaint',
      sourceNote: 'A daughter of a resident, by telephone',
      requirements: ['iso-42001:A.8.3'],
      managementSystems: ['ai'],
    },
    foundBy: 'staff',
    owner: null,
    foundDaysAgo: 3,
    dueInDays: 27,
    systems: ['chat'],
    rounds: [],
  },
  {
    fields: {
      title: 'The triage was changed without a new test',
      description: 'Version 5.2 went live before its group-wise test was done.',
      objectiveEvidence: 'Release note of 5.2; test report dated two weeks later.',
      source: 'incident',
      requirements: ['iso-42001:A.6.2.4'],
      managementSystems: ['ai', 'information-security'],
    },
    foundBy: 'risk',
    owner: 'engineer',
    foundDaysAgo: 40,
    dueInDays: -5,
    systems: ['triage'],
    grade: major,
    rounds: [
      {
        correction: {
          correction: 'Version 5.1 is back in place.',
          consequences: '188 calls were judged again by a dispatcher; none was ranked too low.',
        },
        actions: [],
        effectInDays: 0,
      },
    ],
  },
  {
    fields: {
      title: 'Drift of the premium model was seen late',
      description: 'The limit of drift was passed on a Friday and seen eleven days later.',
      objectiveEvidence: 'Alert log; first answer of the actuary.',
      source: 'monitoring',
      requirements: ['iso-42001:9.1'],
      managementSystems: ['ai'],
    },
    foundBy: 'engineer',
    owner: 'engineer',
    foundDaysAgo: 20,
    dueInDays: 10,
    systems: ['pricing'],
    grade: minor,
    rounds: [
      {
        correction: {
          correction: 'The model is computed anew.',
          consequences: 'Offers of eleven days were looked at; three were corrected.',
        },
        cause: {
          whys: ['Alerts go to one mailbox.', 'The mailbox is read by one person.'],
          cause: 'Alerts reach a single person.',
          causeCategory: 'people',
        },
        actions: [],
        effectInDays: 0,
      },
    ],
  },
  {
    fields: {
      title: 'Training data of the ranker holds birth dates',
      description: 'Data minimisation asks for age groups; the table holds dates.',
      objectiveEvidence: 'Column list of the training table.',
      source: 'check',
      requirements: ['iso-42001:A.7.4'],
      managementSystems: ['ai', 'privacy'],
    },
    foundBy: 'dpo',
    owner: 'engineer',
    foundDaysAgo: 15,
    dueInDays: 15,
    systems: ['cv'],
    grade: minor,
    rounds: [
      {
        correction: {
          correction: 'The column is masked.',
          consequences: 'Nobody outside the team saw the table.',
        },
        cause: {
          whys: ['The export takes every column.', 'Nobody chose the columns.'],
          cause: 'The export of training data takes every column.',
          causeCategory: 'data',
        },
        similar: 'The export of the claims model was looked at: it names its columns.',
        actions: ['Name the columns of every export'],
        effectInDays: 45,
        until: 'plan',
      },
    ],
  },
  {
    fields: {
      title: 'The scope leaves the new site in Kiel out',
      description: 'The site has used two AI systems since summer.',
      objectiveEvidence: 'Inventory; scope statement of spring.',
      source: 'review',
      requirements: ['iso-42001:4.3'],
      managementSystems: ['ai', 'information-security', 'quality'],
    },
    foundBy: 'top',
    owner: 'quality',
    foundDaysAgo: 12,
    dueInDays: 18,
    systems: [],
    grade: minor,
    rounds: [
      {
        correction: {
          correction: 'The site is named in the draft of the scope.',
          consequences: 'None: its systems were in the inventory already.',
        },
        cause: {
          whys: ['New sites are not reported.'],
          cause: 'Nobody tells the governance office of a new site.',
          causeCategory: 'environment',
        },
        similar: 'All other sites were compared with the scope; none is missing.',
        actions: ['Put the governance office on the list for new sites'],
        effectInDays: 60,
        until: 'approved',
      },
    ],
  },
  {
    fields: {
      title: 'The vendor of the triage sent no release notes',
      description: 'The contract asks for notes with every release.',
      objectiveEvidence: 'Two releases without notes.',
      source: 'supplier',
      ownRequirement: 'Contract with the vendor, section 7',
      managementSystems: ['ai'],
    },
    foundBy: 'engineer',
    owner: 'engineer',
    foundDaysAgo: 25,
    dueInDays: 5,
    systems: ['triage'],
    grade: minor,
    rounds: [
      {
        correction: { correction: 'Notes were asked for and came.', consequences: 'None.' },
        cause: {
          whys: ['The vendor sends notes to a former employee.'],
          cause: 'The contact at the vendor is out of date.',
          causeCategory: 'method',
        },
        similar: 'Contacts of all vendors were looked at; two more were out of date and are mended.',
        actions: ['Look at the contacts of vendors each quarter', 'Tell the vendor of the new contact'],
        effectInDays: 30,
        until: 'started',
      },
    ],
  },
  {
    fields: {
      title: 'Minutes of the risk workshop are missing',
      description: 'The method asks for minutes; there are none of September.',
      objectiveEvidence: 'Folder of minutes.',
      source: 'self-found',
      requirements: ['iso-42001:8.2'],
      managementSystems: ['ai'],
    },
    foundBy: 'risk',
    owner: 'risk',
    foundDaysAgo: 18,
    dueInDays: 12,
    systems: [],
    grade: minor,
    rounds: [
      {
        correction: { correction: 'Minutes were written from notes.', consequences: 'None.' },
        cause: {
          whys: ['Nobody was asked to write.'],
          cause: 'The invitation names no keeper of minutes.',
          causeCategory: 'method',
        },
        similar: 'Minutes of all other workshops are there.',
        actions: ['Name the keeper of minutes in the invitation'],
        effectInDays: 40,
        until: 'done',
      },
    ],
  },
  {
    fields: {
      title: 'Lighting of the fall detection was measured by nobody',
      description: 'The vendor names a minimum of light; no room was measured.',
      objectiveEvidence: 'Manual, page 12; no record of a measurement.',
      source: 'certification-audit',
      sourceNote: 'Pre-audit of the certification body',
      requirements: ['iso-42001:A.6.2.6'],
      managementSystems: ['ai', 'environment'],
    },
    foundBy: 'quality',
    owner: 'engineer',
    foundDaysAgo: 30,
    dueInDays: 2,
    systems: [],
    grade: minor,
    rounds: [
      {
        correction: {
          correction: 'Light is measured in every room.',
          consequences: 'Two rooms were too dark; both have lamps now.',
        },
        cause: {
          whys: ['The manual was not read when the sensors were put up.'],
          fishbone: [{ category: 'measurement', causes: ['No measurement was planned'] }],
          cause: 'No measurement is part of putting sensors up.',
          causeCategory: 'measurement',
        },
        similar: 'No other system depends on light.',
        actions: ['Add the measurement to the checklist of installation'],
        effectInDays: 0,
        judgement: { result: 'effective', finding: 'Four new rooms, four measurements.' },
      },
    ],
  },
  {
    fields: {
      title: 'Interpreters do not see that a text was translated by a machine',
      description: 'The mark is missing in the new view.',
      objectiveEvidence: 'Screens of the new view.',
      source: 'complaint',
      requirements: ['iso-42001:A.8.2'],
      managementSystems: ['ai'],
    },
    foundBy: 'staff',
    owner: 'engineer',
    foundDaysAgo: 33,
    dueInDays: -1,
    systems: [],
    grade: minor,
    rounds: [
      {
        correction: { correction: 'The mark is back.', consequences: 'Eleven texts were read again.' },
        cause: {
          whys: ['The mark was lost when the view was rebuilt.'],
          cause: 'The mark was no requirement of the rebuilt view.',
          causeCategory: 'technology',
        },
        similar: 'The other views were looked at; their marks are there.',
        actions: ['Write the mark into the requirements of every view'],
        effectInDays: 0,
        judgement: { result: 'ineffective', finding: 'The view of the next release had lost it again.' },
      },
    ],
  },
  {
    fields: {
      title: 'The policy hangs in an old frame',
      description: 'The frame carries the former logo.',
      objectiveEvidence: 'Photograph of the entrance.',
      source: 'self-found',
      ownRequirement: 'Design rules',
      managementSystems: ['quality'],
    },
    foundBy: 'staff',
    owner: 'officer',
    foundDaysAgo: 9,
    dueInDays: 21,
    systems: [],
    grade: {
      answers: { requirementBroken: false, intendedResults: false, systemic: false },
      grade: 'none',
    },
    dismissed: 'No requirement of the management system is broken; housekeeping was told.',
    rounds: [],
  },
];

export type DemoIdea = {
  readonly fields: Partial<FieldsOf<typeof improvementIdea>>;
  readonly by: keyof Cast;
  readonly decision?: { readonly decision: 'adopt' | 'decline'; readonly reason: string };
  readonly outcome?: string;
  readonly review?: {
    readonly benefit: 'better' | 'same' | 'worse';
    readonly after: string;
    readonly finding: string;
  };
};

/** Ideas in every state. */
export const demoIdeas: readonly DemoIdea[] = [
  {
    by: 'staff',
    fields: {
      title: 'A QR code on every care tablet that leads to the rules of AI use',
      source: 'staff',
      expectedBenefit: 'Nobody has to look for the rules.',
    },
  },
  {
    by: 'engineer',
    fields: {
      title: 'Read the inventory out of the asset database',
      source: 'monitoring',
      expectedBenefit: 'Systems appear on the day they are installed.',
      measure: 'Days between installation and entry',
      before: '23 days on average',
    },
    decision: { decision: 'adopt', reason: 'It saves a week of typing a year.' },
  },
  {
    by: 'staff',
    fields: { title: 'One certificate for each product', source: 'customer' },
    decision: {
      decision: 'decline',
      reason: 'A management system is certified, never a product; customers get a data sheet instead.',
    },
  },
  {
    by: 'risk',
    fields: {
      title: 'Judge risks in pairs',
      source: 'incident',
      expectedBenefit: 'Fewer risks are judged anew.',
      measure: 'Share of risks that are judged twice',
      before: '4 of 10',
    },
    decision: { decision: 'adopt', reason: 'Costs an hour a month.' },
    outcome: 'Every risk of October was judged by two.',
  },
  {
    by: 'dpo',
    fields: {
      title: 'One form for privacy and impact assessment',
      source: 'audit',
      expectedBenefit: 'Teams are asked once.',
      measure: 'Hours for one assessment',
      before: '14 hours',
    },
    decision: { decision: 'adopt', reason: 'Both ask the same of the same people.' },
    outcome: 'The form is in use.',
    review: { benefit: 'better', after: '9 hours', finding: 'Five assessments of the last month.' },
  },
];
