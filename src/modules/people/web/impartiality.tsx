import { useState } from 'react';
import { type AuditException, DEFAULT_ADVISED_YEARS } from '#kernel/impartiality.ts';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { useNames, usePeople } from '#ui/people.ts';
import { ActButton } from '#ui/states.tsx';
import { organisationActs } from '../organisation-contract.ts';
import { mayDecideSignIn, mayExcept } from '../policy.ts';

type Organisation = {
  readonly version: number;
  readonly advisedYears: number | null;
  readonly auditExceptions: readonly AuditException[] | null;
};

/** Who advised does not audit: for how long, and who was excepted from it. */
export function Impartiality({ organisation }: { readonly organisation: Organisation }) {
  const actor = useActor();
  const [asking, ask] = useState<'years' | 'exception' | null>(null);
  const people = usePeople();
  const nameOf = useNames();
  const years = organisation.advisedYears ?? DEFAULT_ADVISED_YEARS;
  return (
    <Section
      title={t('Impartial audits')}
      actions={
        <span style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          <ActButton decision={mayDecideSignIn(actor)} onClick={() => ask('years')}>
            {t('Change the years')}
          </ActButton>
          <ActButton decision={mayExcept(actor, { personId: '' })} onClick={() => ask('exception')}>
            {t('Record an exception')}
          </ActButton>
        </span>
      }
    >
      <p>
        {t(
          'Whoever advised this organisation gets no auditor’s role in it until {years, plural, one {# year is} other {# years are}} over, by whatever way roles come, and does not judge whether corrective actions helped.',
          { years },
        )}
      </p>
      {(organisation.auditExceptions ?? []).map((each) => (
        <p key={each.personId}>
          {t('▲ {name} may audit internally until {until}: {reason}', {
            name: nameOf(each.personId),
            until: longDay(each.until),
            reason: each.reason,
          })}
        </p>
      ))}
      {asking === 'years' && (
        <AskDialog
          title={t('Years between advising and auditing')}
          explain={t(
            'ISO/IEC 17021-1 asks certification bodies for two years at least. We ask for three; you may ask for more, up to ten.',
          )}
          fields={[{ key: 'advisedYears', label: t('Years'), kind: 'number', required: true }]}
          initial={{ advisedYears: years }}
          fixed={{ version: organisation.version }}
          endpoint={organisationActs.impartiality}
          verb={t('Save the years')}
          onClose={() => ask(null)}
          onDone={() => ask(null)}
        />
      )}
      {asking === 'exception' && (
        <AskDialog
          title={t('Let somebody who advised audit internally')}
          explain={t(
            'For internal audits of a very small organisation only, and for a year at most. There is no exception for external audits. The reason is on record and auditors will ask for it.',
          )}
          fields={[
            {
              key: 'personId',
              label: t('Person'),
              kind: 'select',
              required: true,
              options: people
                .filter((each) => each.active && each.id !== actor.id)
                .map((each) => ({ value: each.id, label: each.name, stored: true as const })),
            },
            {
              key: 'reason',
              label: t('Why nobody else can audit, and what keeps the audit objective'),
              kind: 'long',
              required: true,
            },
            { key: 'until', label: t('Until'), kind: 'date', required: true },
          ]}
          fixed={{ version: organisation.version }}
          endpoint={organisationActs.exceptAuditor}
          verb={t('Record the exception')}
          onClose={() => ask(null)}
          onDone={() => ask(null)}
        />
      )}
    </Section>
  );
}
