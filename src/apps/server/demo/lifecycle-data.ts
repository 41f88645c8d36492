import type { FieldsOf } from '#kernel/record.ts';
import type { card } from '#modules/card/contract.ts';
import type { dataset } from '#modules/dataset/contract.ts';
import type { Content, RecordKind } from '#modules/lifecycle/api.ts';
import type { resource } from '#modules/resource/contract.ts';

type DemoRecord = {
  readonly system: string;
  readonly kind: RecordKind;
  readonly title: string;
  readonly state: 'draft' | 'prepared' | 'approved';
  readonly content: Content;
  readonly reviewInDays?: number;
};

/** Life-cycle records: one system with a full set, others on their way. */
export const demoRecords: readonly DemoRecord[] = [
  {
    system: 'cv',
    kind: 'requirements',
    title: 'Requirements of the applicant ranking',
    state: 'approved',
    content: {
      rationale: 'Recruiters read 1,200 applications a month; good ones were answered after three weeks.',
      requirements: [
        {
          requirement: 'Nine of ten applications that were hired stand in the upper third',
          about: 'performance',
          source: 'Head of recruitment',
          shownBy: 'Ranking of last year’s hires',
        },
        {
          requirement: 'No group differs by more than two points in the share of the upper third',
          about: 'fairness',
          source: 'Works council agreement, section 4',
          shownBy: 'Group-wise test before every release',
        },
        {
          requirement: 'A person reads every application before a rejection',
          about: 'oversight',
          source: 'AI policy, section 3',
          shownBy: 'Second reader is a step of the form',
        },
      ],
      limits: 'Not for managers, apprentices or internal transfers; never rejects by itself.',
      context: 'Used by eleven recruiters in Hamburg and Kiel on people who apply for care jobs.',
    },
  },
  {
    system: 'cv',
    kind: 'design',
    title: 'Design of the applicant ranking',
    state: 'approved',
    content: {
      approach: 'Gradient boosting on 64 features taken from the form; no free text, no photograph, no name.',
      architecture:
        'Nightly scoring in our own data centre; the applicant system shows the rank and the four main factors.',
      alternatives: 'A language model on letters was refused: nobody could explain its ranks.',
      optimisedFor: 'Agreement with later probation results, under the limit on differences between groups.',
      oversight:
        'Recruiters can move an application and must say why; the ranking can be switched off for a job.',
      threats: 'Copied phrases to gain rank: unusual repeats are flagged. Access to the model is logged.',
      foreseenChanges: 'A new training each September with the year before.',
    },
  },
  {
    system: 'cv',
    kind: 'data',
    title: 'Data of the applicant ranking',
    state: 'approved',
    content: {
      sets: [
        {
          dataset: 'Applications 2019–2025',
          use: 'training',
          why: 'Decisions and probation results are known',
          limits: 'Few applications from abroad before 2022',
        },
      ],
      separation: 'By year: 2025 is only for the test.',
      fit: 'Same jobs and same two cities as in use; care assistants are a little fewer than today.',
      bias: 'Looked for by sex, age group and first language. Older applicants ranked lower until the feature “gap in years” was taken out.',
      inputs: 'A complete form; incomplete ones are not ranked.',
    },
  },
  {
    system: 'cv',
    kind: 'verification',
    title: 'Test of the applicant ranking, release 2026-09',
    state: 'approved',
    content: {
      method:
        'Ranking of the test year against probation results, group by group; 200 cases read by two recruiters.',
      testData: '6,300 applications of 2025, never seen in training.',
      criteria: [
        {
          criterion: 'Hires in the upper third',
          limit: 'at least 90 %',
          group: 'all',
          result: '92.4 %',
          met: 'met',
        },
        {
          criterion: 'Difference in the upper third',
          limit: 'at most 2.0 points',
          group: 'sex',
          result: '0.8',
          met: 'met',
        },
        {
          criterion: 'Difference in the upper third',
          limit: 'at most 2.0 points',
          group: 'age over 50',
          result: '1.7',
          met: 'met',
        },
      ],
      metrics:
        'The upper third is what recruiters read first, so that share is what decides who is answered early.',
      conclusion: 'release',
    },
    reviewInDays: 21,
  },
  {
    system: 'cv',
    kind: 'deployment',
    title: 'Release plan of the applicant ranking 2026-09',
    state: 'approved',
    content: {
      environment: 'The same servers as the test; live forms arrive during the day.',
      conditions: [
        {
          condition: 'Recruiters know the new factors',
          shownBy: 'List of attendance, 2 October',
          met: 'met',
        },
        { condition: 'Works council was told', shownBy: 'Minutes of 28 September', met: 'met' },
      ],
      steps: 'Engineer on duty switches the model at night; head of recruitment looks at the first 50 ranks.',
      rollback: 'The model before stays loaded; one switch brings it back.',
    },
  },
  {
    system: 'cv',
    kind: 'operation',
    title: 'Operation and monitoring of the applicant ranking',
    state: 'approved',
    content: {
      watched: [
        {
          what: 'Difference between groups in the upper third',
          how: 'Weekly from the log',
          limit: 'above 2.0 points',
          often: 'weekly',
          who: 'Engineer',
        },
        {
          what: 'Ranks moved by recruiters',
          how: 'Share of all',
          limit: 'above 15 %',
          often: 'monthly',
          who: 'Head of recruitment',
        },
      ],
      repair: 'The ranking is switched off for the job; recruiters read in order of arrival.',
      updates: 'Decided by the governance officer after the test; told to recruiters a week before.',
      support: 'Answer within a working day.',
    },
  },
  {
    system: 'cv',
    kind: 'event-log',
    title: 'Event logs of the applicant ranking',
    state: 'approved',
    content: {
      events: [
        {
          event: 'A ranking was made',
          recorded: 'Time, model version, rank, four factors',
          why: 'Explanation to applicants',
        },
        { event: 'A recruiter moved an application', recorded: 'Who, when, why', why: 'Oversight' },
      ],
      keptMonths: 36,
      place: 'Log server, append only, copied each night.',
      access: 'Engineer and data protection officer; looked at each month.',
      people: 'Application numbers, no names.',
    },
  },
  {
    system: 'pricing',
    kind: 'requirements',
    title: 'Requirements of the premium pricing',
    state: 'approved',
    content: {
      rationale: 'Offers shall rest on the same rules for everybody.',
      requirements: [
        {
          requirement: 'No premium differs by origin',
          about: 'fairness',
          source: 'Equal treatment law',
          shownBy: 'Proxy test',
        },
      ],
      limits: 'For private customers only.',
    },
  },
  {
    system: 'pricing',
    kind: 'verification',
    title: 'Test of the premium pricing',
    state: 'draft',
    content: {
      method: 'Back-test on claims of 2025 and a test for proxies.',
      criteria: [
        {
          criterion: 'Premium by postcode group',
          limit: 'at most 3 %',
          group: 'origin',
          result: '4.1 %',
          met: 'not-met',
        },
        {
          criterion: 'Error of the estimate',
          limit: 'at most 12 %',
          group: 'all',
          result: null,
          met: 'open',
        },
      ],
    },
  },
  {
    system: 'chat',
    kind: 'operation',
    title: 'Operation and monitoring of the website assistant',
    state: 'prepared',
    content: {
      watched: [
        {
          what: 'Health questions that were answered',
          how: 'Sample of 100 chats',
          limit: 'more than 1',
          often: 'weekly',
          who: 'Care manager',
        },
      ],
      repair: 'The assistant hands over everything to a person until the cause is found.',
      updates: 'A new model version of the supplier is tested on 2,100 questions first.',
    },
  },
  {
    system: 'spam',
    kind: 'requirements',
    title: 'Requirements of the spam filter',
    state: 'approved',
    content: {
      rationale: 'Two of three mails were unwanted.',
      requirements: [
        {
          requirement: 'At most one wanted mail in 10,000 is filtered',
          about: 'performance',
          source: 'Care managers',
          shownBy: 'Monthly sample',
        },
      ],
      limits: 'Does not read attachments.',
    },
  },
  {
    system: 'spam',
    kind: 'verification',
    title: 'Test of the spam filter',
    state: 'approved',
    content: {
      method: 'Sample of 20,000 mails of one week.',
      testData: 'Mails of March, looked at by two people.',
      criteria: [
        { criterion: 'Wanted mails filtered', limit: 'at most 2', group: 'all', result: '1', met: 'met' },
      ],
      conclusion: 'release',
    },
  },
];

/** What is said of the data sets that exist, by name; those that are not named are still bare. */
export const demoData: Readonly<Record<string, Partial<FieldsOf<typeof dataset>>>> = {
  'Applications 2019–2025': {
    acquisition: 'Taken over each September from our own applicant system',
    selection: 'Care jobs in Hamburg and Kiel with a decision and a probation result',
    legalBasis: 'legitimate-interests',
    legalBasisNote: 'Balance of interests of March 2025, agreed with the works council',
    subjects: ['Applicants'],
    personalCategories: ['Career', 'Qualifications', 'Decision on the application'],
    recipients: 'Recruitment and the engineers of the ranking',
    transfers: 'None',
    retention: 'Six months in person, then without names for six years',
    security: 'Pseudonyms; two engineers can read it',
    labelling: 'people',
    labelGuidelines: 'Decision and probation result as recruiters recorded them; handbook of 2024',
    labelAnnotators: 11,
    labelAgreement: 870,
    labelMeasure: 'Cohen’s kappa on 300 applications read twice',
    labelReview: 'Head of recruitment settles differences',
    preparation: [
      {
        step: 'Names, photographs and letters taken out',
        why: 'Nobody may rank by them',
        tool: 'export job 12',
      },
      { step: 'Gaps in years taken out', why: 'Stood for age', tool: null },
    ],
    bias: 'Age found and removed; first language within limits',
    quality: [
      {
        about: 'completeness',
        term: 'Forms with every field',
        bound: 'at-least',
        limit: 97.5,
        result: 98.2,
        unit: '%',
        measuredOn: '2026-09-04',
      },
      {
        about: 'balance',
        term: 'Smallest group among care assistants',
        bound: 'at-least',
        limit: 8,
        result: 9.1,
        unit: '%',
        measuredOn: '2026-09-04',
      },
    ],
  },
  'Claims 2018–2025': {
    acquisition: 'Exported once from the claims system',
    selection: 'All private customers; rare diagnoses grouped',
    legalBasis: 'contract',
    subjects: ['Customers'],
    retention: 'Ten years',
    security: 'Names taken out; encrypted',
    labelling: 'none',
    preparation: [{ step: 'Rare diagnoses grouped', why: 'People could be recognised', tool: null }],
    quality: [
      {
        about: 'representativeness',
        term: 'Share of customers above 70',
        bound: 'at-least',
        limit: 18,
        result: 12.5,
        unit: '%',
        measuredOn: '2026-08-20',
      },
    ],
  },
  'Questions on the website': {
    acquisition: 'Visitors were asked at the end of the chat',
    selection: 'Every fourth chat of those who agreed',
    legalBasis: 'consent',
    subjects: ['Visitors of the website'],
    labelling: 'people',
    labelGuidelines: 'Right, incomplete or wrong, by the care handbook',
    labelAnnotators: 3,
    preparation: [{ step: 'Names and numbers blanked', why: 'Not needed for the test', tool: null }],
    quality: [
      {
        about: 'labels',
        term: 'Equal labels of two care managers',
        bound: 'at-least',
        limit: 90,
        result: null,
        unit: '%',
        measuredOn: null,
      },
    ],
  },
};

/** Resources of one system in full, of another with what nobody knows. */
export const demoResources: readonly (Pick<FieldsOf<typeof resource>, 'kind' | 'name'> &
  Partial<FieldsOf<typeof resource>> & { readonly system: string })[] = [
  {
    system: 'cv',
    kind: 'tool',
    name: 'Boosting library',
    versionText: '2.4.1',
    provider: 'Open source',
    availability: 'there',
    stages: ['design-development'],
  },
  {
    system: 'cv',
    kind: 'computing',
    name: 'Training and nightly scoring',
    amount: '1 server, 6 hours a night',
    location: 'Hamburg, Germany',
    energyKwh: 2900,
    waterLitres: 400,
    figuresFrom: 'measured',
    availability: 'there',
  },
  {
    system: 'cv',
    kind: 'people',
    name: 'Second readers',
    people: 3,
    skills: 'Know the factors, may move an application, trained each year',
    availability: 'there',
    stages: ['operation-monitoring'],
  },
  {
    system: 'chat',
    kind: 'computing',
    name: 'Language model behind an interface',
    provider: 'Lumen Language Models',
    location: 'Ireland',
    figuresFrom: null,
    availability: 'there',
  },
  {
    system: 'chat',
    kind: 'people',
    name: 'Care manager who takes over',
    people: 2,
    skills: null,
    availability: 'missing',
  },
];

type CardTexts = Partial<FieldsOf<typeof card>>;

/** One card published twice, one in work. */
export const demoCards: readonly {
  readonly system: string;
  readonly first: CardTexts;
  readonly second?: CardTexts;
}[] = [
  {
    system: 'cv',
    first: {
      title: 'How we order applications for care jobs',
      summary:
        'A program puts applications for care jobs in an order. Recruiters read from the top. Nobody is rejected by the program.',
      intendedUse: 'To answer good applications sooner. Recruiters in Hamburg and Kiel use it for care jobs.',
      notFor: 'It is not used for managers, apprentices or people who change jobs within the firm.',
      capabilities:
        'It compares training, experience and working hours from your form with those of people who stayed after probation.',
      limits: 'It knows few careers from abroad. It cannot read letters or certificates.',
      performance:
        'Of the people we hired last year, 92 of 100 stood in the upper third. Between women and men the difference was 0.8 points.',
      dataUsed:
        'Your form, without name, photograph, age and letter; applications of 2019 to 2025 to learn from.',
      oversight: 'A recruiter reads your application; a second one reads it before any rejection.',
      contact:
        'applications@nordlicht.example, or the recruiter named in your confirmation. You can ask for a reading without the order.',
    },
    second: {
      limits:
        'It knows few careers from abroad. It cannot read letters or certificates. For people over 50 the difference is 1.7 points: within our limit, and watched each week.',
    },
  },
  {
    system: 'chat',
    first: {
      title: 'Our website assistant',
      capabilities: 'Answers questions about our services in German.',
    },
  },
];
