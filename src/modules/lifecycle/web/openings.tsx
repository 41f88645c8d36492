import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { gateActs } from '../contract.ts';
import { openingLifecycle } from '../lifecycle.ts';
import { mayExcept, mayOpenGate } from '../policy.ts';
import { CLASSES } from './words.ts';

type Opening = OutputOf<typeof gateActs.gates>['openings'][number];

/** Who let the system through, when, by which rule, and what was missing. */
export function Openings({ openings }: { readonly openings: readonly Opening[] }) {
  return (
    <Section title={t('Who let it through')}>
      {openings.length === 0 && (
        <p className="quiet read">
          {t(
            'Nobody has moved this AI system through a gate here yet. A stage that came with an import was not opened by anybody here.',
          )}
        </p>
      )}
      {openings.map((each) => (
        <OpeningCard key={each.id} opening={each} />
      ))}
    </Section>
  );
}

/** One opening in full. */
export function OpeningCard({ opening }: { readonly opening: Opening }) {
  const names = useNames();
  const by = (who: string | null) => (who ? names(who) : t('somebody without an account here'));
  return (
    <article className="card opening">
      <p style={{ margin: 0, display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <OrgLink path={`/gate-openings/${opening.id}`} className="ref">
          {opening.ref}
        </OrgLink>
        <strong>
          {opening.fromStage ? `${t(stageTitles[opening.fromStage])} → ` : ''}
          {t(stageTitles[opening.stage])}
        </strong>
        <StateMark {...openingLifecycle.states[opening.state]} />
      </p>
      <p style={{ margin: '4px 0' }}>
        <Trans
          id="{openedBy}, <0/>. Class {riskClass}, {rule}."
          values={{
            openedBy: by(opening.openedBy),
            riskClass: midSentence(t(CLASSES[opening.riskClass])),
            rule:
              opening.ruleVersion === null
                ? t('by the proposed rule')
                : t('by version {ruleVersion} of the rule', { ruleVersion: opening.ruleVersion }),
          }}
          components={{ 0: <Day day={opening.openedOn} /> }}
        />
        {opening.authority && ` ${t('Authority: {authority}.', { authority: opening.authority })}`}
      </p>
      {opening.reason && <p style={{ margin: '4px 0' }}>“{opening.reason}”</p>}
      {opening.until && (
        <p style={{ margin: '4px 0' }}>
          <Trans id="Last day of the exception: <0/>" components={{ 0: <Day day={opening.until} /> }} />
          {opening.endedOn && (
            <>
              {'. '}
              <Trans
                id="Ended by {endedBy}, <0/>"
                values={{ endedBy: by(opening.endedBy) }}
                components={{ 0: <Day day={opening.endedOn} /> }}
              />
            </>
          )}
        </p>
      )}
      {opening.singlePersonReason && (
        <p className="quiet">
          {t('One person did both: {singlePersonReason}', { singlePersonReason: opening.singlePersonReason })}
        </p>
      )}
      {opening.missing.length > 0 && (
        <details>
          <summary>
            {t('{missing, plural, one {One thing was} other {# things were}} missing', {
              missing: opening.missing.length,
            })}
          </summary>
          <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
            {opening.missing.map((each) => (
              <li key={each.id}>
                {each.title}. <span className="quiet">{each.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {opening.state === 'exception' && <Ending opening={opening} />}
    </article>
  );
}

function Ending({ opening }: { readonly opening: Opening }) {
  const [extending, setExtending] = useState(false);
  const actor = useActor();
  const resolve = useCommand(gateActs.resolve);
  const seen = { id: opening.id, version: opening.version };
  return (
    <>
      {resolve.error && <ErrorView error={resolve.error} />}
      <div className="page-acts noprint" style={{ marginTop: 8 }}>
        <ActButton
          decision={mayOpenGate(actor)}
          compact
          loading={resolve.isPending}
          onClick={() => resolve.mutate(seen)}
        >
          {t('Close the exception')}
        </ActButton>
        <ActButton decision={mayExcept(actor)} compact onClick={() => setExtending(true)}>
          {t('Give a later date')}
        </ActButton>
      </div>
      {extending && (
        <AskDialog
          title={t('Give the exception a later date')}
          explain={t('It becomes a new exception with a reason of its own; the former stays as it was.')}
          fields={[
            {
              key: 'until',
              label: t('Last day'),
              kind: 'date',
              required: true,
              help: t('Within half a year'),
            },
            { key: 'reason', label: t('Reason'), kind: 'long', required: true },
            { key: 'authority', label: t('By what authority'), kind: 'text' },
          ]}
          fixed={seen}
          endpoint={gateActs.extend}
          verb={t('Give the later date')}
          onClose={() => setExtending(false)}
          onDone={() => setExtending(false)}
        />
      )}
    </>
  );
}
