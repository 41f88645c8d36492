import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Panels } from '#ui/panels.tsx';
import { Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import { stageTitles, systemActs, systemEndpoints } from '../contract.ts';
import { mayDecideScope, mayWriteSystem } from '../policy.ts';
import { Claims } from './claims.tsx';
import { EuClass, Scope } from './list.tsx';
import { MadeOf } from './made-of.tsx';
import { FIELDS } from './words.ts';

type System = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string;
  readonly scope: string;
  readonly stage: string | null;
  readonly sourceFields: Readonly<Record<string, string>>;
};

/** One AI system: what it is, its place, its class, its gates. */
export default function SystemRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(systemEndpoints.get, { id });
  return <Await query={query as never}>{(system: System) => <Shown system={system} />}</Await>;
}

function Shown({ system }: { readonly system: System }) {
  const actor = useActor();
  const navigate = useNavigate();
  const [ask, setAsk] = useState<'in' | 'out' | null>(null);
  const write = mayWriteSystem(actor);
  const seen = { id: system.id, version: system.version };
  return (
    <Page
      title={system.name}
      sentence={t('{ref} · version {version}', { ref: system.ref, version: system.version })}
      actions={
        <>
          {system.scope !== 'in' && (
            <ActButton
              decision={mayDecideScope(actor)}
              primary={system.scope === 'proposed'}
              onClick={() => setAsk('in')}
            >
              {t('Take into the scope')}
            </ActButton>
          )}
          {system.scope !== 'out' && (
            <ActButton decision={mayDecideScope(actor)} onClick={() => setAsk('out')}>
              {t('Leave out')}
            </ActButton>
          )}
          <ActButton
            decision={write}
            onClick={() => void navigate(orgPath(`/systems/${system.id}/classification`) as never)}
          >
            {t('Classify')}
          </ActButton>
          <PageLink path={`/systems/${system.id}/gates`}>{t('Gates')}</PageLink>
        </>
      }
    >
      <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap', marginBottom: 14 }}>
        <Scope row={system} />
        <span>
          {system.stage ? (
            t(stageTitles[system.stage as keyof typeof stageTitles])
          ) : (
            <span className="quiet">{t('No stage yet')}</span>
          )}
        </span>
        <EuClass row={system} />
      </div>
      <StaleNote id={system.id} />
      <div className="two">
        <div>
          <EditableFields record={system} fields={FIELDS} update={systemEndpoints.update} decision={write} />
          <Claims systemId={system.id} />
          {Object.keys(system.sourceFields).length > 0 && <Source fields={system.sourceFields} />}
        </div>
        <div>
          <Panels of="system" id={system.id} />
          <MadeOf id={system.id} />
          <Connected endpoint={systemEndpoints.linked} id={system.id} />
          <EvidenceOf id={system.id} canAdd={write} />
          <History endpoint={systemEndpoints.history} id={system.id} />
        </div>
      </div>
      {(ask === 'in' || ask === 'out') && (
        <AskDialog
          title={
            ask === 'in' ? t('Take the AI system into the scope') : t('Leave the AI system out of the scope')
          }
          explain={
            ask === 'out'
              ? t('An auditor will ask why. Write what you would answer.')
              : t('Everything that the management system asks then applies to it.')
          }
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: ask === 'out' }]}
          fixed={{ ...seen, scope: ask }}
          endpoint={systemActs.decideScope}
          verb={ask === 'in' ? t('Take it in') : t('Leave it out')}
          onClose={() => setAsk(null)}
          onDone={() => setAsk(null)}
        />
      )}
    </Page>
  );
}

/** What the imported source says, in its own words: claims, not facts of ours. */
function Source({ fields }: { readonly fields: Readonly<Record<string, string>> }) {
  return (
    <Section title={t('What the source says')}>
      <details className="card" style={{ padding: '10px 16px' }}>
        <summary style={{ cursor: 'pointer' }}>
          {t(
            '{fields, plural, one {# statement} other {# statements}} of the imported file, kept in its own words',
            {
              fields: Object.keys(fields).length,
            },
          )}
        </summary>
        <dl style={{ margin: '8px 0 0' }}>
          {Object.entries(fields).map(([name, value]) => (
            <div key={name} className="field">
              <dt className="quiet" style={{ fontSize: 12 }}>
                {name}
              </dt>
              <dd style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
