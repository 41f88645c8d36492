import { addDays } from '#kernel/days.ts';
import { ownFramework, ownRequirement } from '#modules/framework/own-contract.ts';
import { adoptKnown, checkedRequirement } from '#modules/framework/own-service.ts';
import { setProfile } from '#modules/framework/profile.ts';
import type { Level } from '#modules/framework/readiness-contract.ts';
import type { Scene } from './cast.ts';

const STATEMENTS: readonly {
  readonly requirement: string;
  readonly current: Level;
  readonly target: Level;
  readonly statement: string;
}[] = [
  {
    requirement: 'GOVERN-1.1',
    current: 'done',
    target: 'done',
    statement: 'Duties under the AI Act are classified for every AI system.',
  },
  {
    requirement: 'GOVERN-1.6',
    current: 'done',
    target: 'measured',
    statement: 'The inventory is complete for two of three sites.',
  },
  {
    requirement: 'MAP-1.1',
    current: 'partly',
    target: 'done',
    statement: 'Purposes are written down; assumptions about users are not.',
  },
  {
    requirement: 'MEASURE-2.11',
    current: 'partly',
    target: 'measured',
    statement: 'Fairness is measured for one model.',
  },
  {
    requirement: 'MANAGE-2.4',
    current: 'none',
    target: 'done',
    statement: 'Nobody has tried to switch a system off under load.',
  },
];

const CODE: readonly (readonly [
  string,
  string,
  readonly string[],
  'superset' | 'subset' | 'intersects' | null,
  string | null,
])[] = [
  [
    '1',
    'A person answers for every AI system',
    ['A.3.2'],
    'superset',
    'Our roles name an owner for each system.',
  ],
  ['2', 'Patients are told when AI took part', ['A.8.2'], 'intersects', null],
  ['3', 'Risks for patients are judged before use', ['6.1.2'], 'subset', null],
  ['4', 'Complaints are answered within ten days', [], null, null],
];

/** What the demo organisation keeps beside the packs: a code of its sector, a profile, standards in the making. */
export const frameworkScene: Scene = async ({ cast, doing }) => {
  const code = await doing(cast.officer, 'ownFramework.create', (tx) =>
    tx.insert(ownFramework, {
      title: 'Code of the care association on AI',
      kind: 'voluntary',
      jurisdiction: 'Germany, members of the association',
      source: 'https://association.nordlicht.example/code',
      inForceOn: addDays(tx.today, 36),
      reviewOn: addDays(tx.today, 21),
      applies: 'yes',
      why: 'The association asks its members to report on it every year.',
      ownerId: cast.officer.id,
    }),
  );
  for (const [number, title, mappedTo, relation, rationale] of CODE)
    await doing(cast.officer, 'ownRequirement.create', async (tx) =>
      tx.insert(
        ownRequirement,
        await checkedRequirement(tx, {
          framework: code.ref,
          number,
          title,
          summary: null,
          mappedTo: [...mappedTo],
          relation,
          rationale,
          confidence: relation === null ? null : 'medium',
        }),
      ),
    );
  for (const said of STATEMENTS)
    await doing(cast.risk, 'framework.setProfile', (tx) =>
      setProfile(tx, { framework: 'nist-ai-rmf', ...said, ownerId: cast.risk.id }),
    );
  await doing(cast.officer, 'harmonisedStandard.adopt', adoptKnown);
};
