import { sql } from 'kysely';
import type { At } from '#platform/view.ts';
import { criteria, risks, treatments } from './read.ts';

/**
 * Risks above the appetite, judged by the criteria in force, whose plan is decided and approved: what remains of them
 * waits for acceptance (6.1.3). Under the name `r`.
 */
export function risksToAccept(at: At) {
  const plans = (states: readonly string[]) =>
    at.q
      .selectFrom(treatments(at).as('t'))
      .select('t.id')
      .where(sql<boolean>`"t"."riskId" = "r"."id"`)
      .where('t.state', 'in', states as 'proposed'[]);
  return at.q
    .selectFrom(risks(at).as('r'))
    .where('r.kind', '=', 'risk')
    .where('r.state', 'in', ['assessed', 'treatment'])
    .where('r.aboveAppetite', '=', 1)
    .where('r.option', 'is not', null)
    .where('r.criteriaVersion', 'in', at.q.selectFrom(criteria(at).as('c')).select('c.version'))
    .where((eb) => eb.not(eb.exists(plans(['proposed']))))
    .where((eb) => eb.or([eb('r.option', '=', 'retain'), eb.exists(plans(['approved', 'done']))]));
}
