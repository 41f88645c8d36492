import { membership, person } from '#kernel/people.ts';
import type { Scene } from './cast.ts';

/** Nordlicht Care has an adviser, from outside, by a contract and for a time. */
export const consultantScene: Scene = async ({ doing, cast }) => {
  await doing(cast.officer, 'person.create', async (tx) => {
    const made = await tx.insert(person, {
      name: 'Clara Weiss',
      email: 'clara.weiss@weiss-advisers.example',
      jobTitle: 'Adviser',
      organisationName: 'Weiss Advisers',
      authUserId: null,
      active: true,
      language: null,
    });
    await tx.insert(membership, {
      personId: made.id,
      roles: ['consultant'],
      outside: true,
      ground: 'Contract of 3 August 2026 on advice for certification',
      until: null,
      scope: null,
    });
  });
};
