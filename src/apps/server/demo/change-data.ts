import type { FieldsOf } from '#kernel/record.ts';
import type { managementChange } from '#modules/change/contract.ts';
import type { Cast } from './cast.ts';

export type DemoManagementChange = {
  readonly fields: Partial<FieldsOf<typeof managementChange>> & { readonly title: string };
  readonly responsible: keyof Cast | null;
  readonly inDays: number | null;
  readonly approved?: true;
  readonly outcome?: string;
  readonly effect?: string;
  readonly withdrawn?: string;
};

/** Changes of the management system in every state. */
export const demoManagementChanges: readonly DemoManagementChange[] = [
  {
    fields: {
      title: 'Bring the branch in Graz into the scope',
      area: 'scope',
      purpose: 'The branch starts to use the shift planning',
      consequences: 'Risks and impacts are judged for Austrian staff too; the works agreement there differs',
    },
    responsible: 'officer',
    inDays: 75,
  },
  {
    fields: {
      title: 'Judge risks in a monthly meeting instead of a quarterly one',
      area: 'processes',
      purpose: 'Three risks were older than their date at the last look',
      consequences: 'Owners give two hours a month; the quarterly report becomes a summary',
      integrity: 'The quarterly meeting stays until the first monthly one has taken place',
      resources: 'Two hours a month of six people',
      responsibilities: 'The risk manager calls the meeting; before, the AI governance officer did',
    },
    responsible: 'risk',
    inDays: 14,
    approved: true,
  },
  {
    fields: {
      title: 'Keep the registers in OpenAIMS instead of spreadsheets',
      area: 'tools',
      purpose: 'One place with a history nobody can rewrite',
      consequences: 'The spreadsheets are closed; everybody needs an account',
      integrity: 'Both were kept for two weeks and compared line by line',
      resources: 'Ten days of the AI governance officer',
      responsibilities: 'Owners keep their own records now; before, the officer typed everything',
    },
    responsible: 'officer',
    inDays: -40,
    approved: true,
    outcome: 'Fourteen systems and their risks were moved; the spreadsheets are read-only since then.',
  },
  {
    fields: {
      title: 'Give the data protection officer a seat in the AI committee',
      area: 'organisation',
      purpose: 'Questions of data came back from the committee twice',
      consequences: 'Decisions need one more date',
      integrity: 'The committee decides with the former quorum until the new rules are in force',
      resources: 'Half a day a month',
      responsibilities: 'The data protection officer advises and has no vote',
    },
    responsible: 'dpo',
    inDays: -90,
    approved: true,
    outcome: 'In force since the meeting of the committee in August.',
    effect: 'No question of data came back since; one meeting was moved because of it.',
  },
  {
    fields: {
      title: 'Let departments approve AI systems of low risk by themselves',
      area: 'organisation',
      purpose: 'Less waiting for small tools',
      consequences: 'Nobody sees all AI systems any more',
    },
    responsible: 'officer',
    inDays: 30,
    withdrawn: 'The committee wants to see every system once; a short form does it.',
  },
];
