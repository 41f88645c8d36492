import { membership, person } from '#kernel/people.ts';
import { unit } from '#kernel/unit.ts';
import { assignUnit } from '#modules/system/api.ts';
import { newUnit } from '#modules/unit/service.ts';
import type { Scene } from './cast.ts';

/** The parts of the organisation; `head` is one of the cast, `systems` their keys in the data. */
const UNITS = [
  {
    key: 'insurance',
    name: 'Insurance',
    under: null,
    description: 'Policies, premiums and claims',
    systems: ['pricing'],
  },
  {
    key: 'claims',
    name: 'Claims',
    under: 'insurance',
    description: 'Takes claims in and settles them',
    systems: ['fraud', 'letters'],
  },
  {
    key: 'care',
    name: 'Care and emergency',
    under: null,
    description: 'Dispatch centre, ambulances and home care',
    systems: ['triage', 'device', 'roster'],
  },
  {
    key: 'people',
    name: 'People and culture',
    under: null,
    description: 'Hiring, training and working conditions',
    systems: ['cv', 'mood'],
  },
  {
    key: 'it',
    name: 'IT and digital services',
    under: null,
    description: 'Website, mail, buildings and devices',
    systems: ['chat', 'spam', 'maintenance', 'transcribe'],
  },
] as const;

/** Five units with most of the AI systems, and a risk manager of the insurance business alone. */
export const unitScene: Scene = async ({ doing, cast, ids }) => {
  const known = new Map<string, string>();
  const heads = new Map<string, string | null>([
    ['care', cast.quality.id],
    ['it', cast.engineer.id],
  ]);
  const sofie = await doing(cast.officer, 'person.create', (tx) =>
    tx.insert(person, {
      name: 'Sofie Lund',
      email: null,
      jobTitle: 'Head of underwriting',
      organisationName: null,
      authUserId: null,
      active: true,
      language: null,
    }),
  );
  heads.set('insurance', sofie.id);
  for (const each of UNITS) {
    const made = await doing(cast.officer, 'unit.create', (tx) =>
      tx.insert(
        unit,
        newUnit({
          name: each.name,
          description: each.description,
          headId: heads.get(each.key) ?? null,
          parentId: each.under === null ? null : known.get(each.under)!,
        }),
      ),
    );
    known.set(each.key, made.id);
    await doing(cast.officer, 'system.update', (tx) =>
      assignUnit(
        tx,
        each.systems.map((key) => ids.get(key)!),
        made.id,
      ),
    );
  }
  await doing(cast.officer, 'membership.grant', async (tx) => {
    const common = { personId: sofie.id, outside: false, ground: null, until: null };
    await tx.insert(membership, { ...common, roles: ['staff'], scope: null });
    await tx.insert(membership, {
      ...common,
      roles: ['risk-manager'],
      scope: { units: [known.get('insurance')!], systems: [] },
    });
  });
};
