import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { cardChecks } from './checks.ts';
import { card, cardVersion } from './contract.ts';
import { cardDoors } from './doors.ts';
import { cardOperations } from './operations.ts';
import { cardDependents } from './staleness.ts';
import { cardMigrations } from './table.ts';

export const cardModule = defineModule({
  name: 'card',
  title: msg('System cards'),
  needs: ['system', 'dataset', 'lifecycle', 'resource'],
  records: [card, cardVersion],
  links: [
    {
      kind: 'card-of',
      from: ['card'],
      to: ['system'],
      forward: msg('is the card of'),
      backward: msg('has the card'),
      fromMany: 'one',
      required: true,
    },
    {
      kind: 'version-of-card',
      from: ['cardVersion'],
      to: ['card'],
      forward: msg('is a version of'),
      backward: msg('has the published version'),
      fromMany: 'one',
      required: true,
    },
  ],
  belongs: [
    { type: 'card', over: [{ column: 'systemId' }] },
    { type: 'cardVersion', over: [{ column: 'cardId' }, { column: 'systemId' }] },
  ],
  migrations: cardMigrations,
  operations: cardOperations,
  checks: cardChecks,
  dependents: cardDependents,
  doors: cardDoors,
});
