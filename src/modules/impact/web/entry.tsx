import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { Neighbour } from '#kernel/register.ts';
import { riskEndpoints } from '#modules/risk/contract.ts';
import { currentOrg, request, shownDay } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, ErrorView } from '#ui/states.tsx';
import { impactActs } from '../acts.ts';
import { entryEndpoints, impactEndpoints } from '../contract.ts';
import { bandAt } from '../levels.ts';
import { mayAcceptImpact, mayWriteImpact } from '../policy.ts';
import { criteriaActs } from '../screening-acts.ts';
import type { Frame } from './cell.tsx';
import { EntryFacts } from './entry-facts.tsx';
import type { Entry } from './matrix.tsx';
import { remains } from './matrix.tsx';
import { CATEGORIES, entryFields, entryInput, KINDS, PARTIES } from './words.ts';

type Shown = Omit<Entry, 'measures' | 'risks'>;

/** One impact: how likely and grave, what is done about it, which risk it feeds, and who accepted what remains. */
export default function EntryRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const entry = useEndpoint(entryEndpoints.get, { id });
  const frame = useEndpoint(impactActs.frame, {});
  return (
    <Await query={entry as never}>
      {(each: Shown) => <Await query={frame}>{(scales) => <Record entry={each} frame={scales} />}</Await>}
    </Await>
  );
}

function Record({ entry, frame }: { readonly entry: Shown; readonly frame: Frame }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<'rate' | 'accept' | 'risk' | 'known' | null>(null);
  const impact = useEndpoint(impactEndpoints.get, { id: entry.impactId });
  const criteria = useEndpoint(criteriaActs.show, {});
  const { state, title } = (impact.data ?? {}) as { state?: string; title?: string };
  const bands = (criteria.data?.criteria ?? criteria.data?.suggested)?.bands ?? [];
  const band = bands.length > 0 && entry.level !== null ? bandAt(bands, remains(entry as Entry)) : null;
  const harm = entry.kind === 'negative';
  const write =
    state === 'draft'
      ? mayWriteImpact(actor)
      : { allowed: false as const, reason: t('Only in a draft is it changed.') };
  const accept =
    state !== 'draft' && state !== 'in-review'
      ? { allowed: false as const, reason: t('Only while the assessment is worked on or in review.') }
      : !band
        ? { allowed: false as const, reason: t('Rate it first.') }
        : entry.acceptedBy
          ? { allowed: false as const, reason: t('It is accepted.') }
          : mayAcceptImpact(actor, band.acceptedBy, band.label);
  const dialog = {
    fixed: { id: entry.id, version: entry.version },
    onClose: () => setAct(null),
    onDone: () => setAct(null),
  };
  return (
    <Page
      title={entry.description ?? entry.ref}
      sentence={`${entry.ref} · ${t(KINDS[entry.kind])} · ${t(CATEGORIES[entry.category])} · ${t(PARTIES[entry.party])}`}
      actions={
        <>
          <PageLink path={`/impacts/${entry.impactId}`}>
            {title ? t('Assessment of {title}', { title }) : t('The assessment')}
          </PageLink>
          <ActButton decision={write} primary={entry.level === null} onClick={() => setAct('rate')}>
            {entry.kind.startsWith('no-') ? t('Change the reason') : t('Change and rate it')}
          </ActButton>
          {harm && (
            <>
              <ActButton decision={mayWriteImpact(actor)} onClick={() => setAct('risk')}>
                {t('Raise a risk')}
              </ActButton>
              <ActButton decision={accept} primary={entry.level !== null} onClick={() => setAct('accept')}>
                {t('Accept what remains')}
              </ActButton>
            </>
          )}
        </>
      }
    >
      <div className="two">
        <EntryFacts entry={entry as Entry} frame={frame} band={band?.label ?? null} />
        <div>
          {harm && <Measures id={entry.id} editable={write.allowed} />}
          {harm && <Risks id={entry.id} onKnown={() => setAct('known')} />}
          {entry.acceptedBy && (
            <Aside title={t('Acceptance')}>
              {names(entry.acceptedBy)}, <Day day={entry.acceptedOn} />
              <div className="quiet">{entry.acceptedReason}</div>
              {entry.singlePersonReason && (
                <div>
                  {t('▲ By one person: {singlePersonReason}', {
                    singlePersonReason: entry.singlePersonReason,
                  })}
                </div>
              )}
            </Aside>
          )}
          <EvidenceOf id={entry.id} canAdd={mayWriteImpact(actor)} />
          <History endpoint={entryEndpoints.history} id={entry.id} />
        </div>
      </div>
      {act === 'rate' && (
        <AskDialog
          {...dialog}
          title={t('Change and rate it')}
          explain={t('An acceptance given for other ratings falls away. {scaleNote}', {
            scaleNote: frame.scaleNote,
          })}
          fields={entryFields(frame, entry.kind)}
          initial={asText(entry)}
          prepare={entryInput}
          endpoint={entryEndpoints.update}
          verb={t('Save it')}
        />
      )}
      {act === 'accept' && (
        <AskDialog
          {...dialog}
          title={t('Accept what remains')}
          explain={t('Level {entry}, {label}. You take it upon you for the organisation.', {
            entry: remains(entry as Entry),
            label: band?.label,
          })}
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          endpoint={impactActs.accept}
          verb={t('Accept what remains')}
        />
      )}
      {act === 'risk' && (
        <AskDialog
          {...dialog}
          fixed={{ id: entry.id }}
          title={t('Raise a risk from this impact')}
          explain={t(
            'A new risk, judged by nobody yet, that concerns the AI system and is linked with this impact.',
          )}
          fields={[
            { key: 'title', label: t('Title'), kind: 'text', required: true },
            { key: 'ownerId', label: t('Owner'), kind: 'person' },
          ]}
          initial={{ title: entry.description ?? '' }}
          endpoint={impactActs.raiseRisk}
          verb={t('Raise the risk')}
        />
      )}
      {act === 'known' && <KnownRisk id={entry.id} onClose={() => setAct(null)} />}
    </Page>
  );
}

function asText(entry: Shown): Record<string, unknown> {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    ...entry,
    likelihood: text(entry.likelihood),
    severity: text(entry.severity),
    residualLikelihood: text(entry.residualLikelihood),
    residualSeverity: text(entry.residualSeverity),
    vulnerable: text(entry.vulnerable),
  };
}

function KnownRisk({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const list = useEndpoint(riskEndpoints.list, {
    kind: 'risk',
    'state[not]': 'closed',
    sort: 'title',
    limit: 1000,
  } as never);
  const risks =
    (list.data as { rows?: readonly { id: string; ref: string; title: string }[] } | undefined)?.rows ?? [];
  return (
    <AskDialog
      title={t('Bring a risk up to date')}
      explain={t(
        'What people wrote and judged stays; the kind of impact is added, and a judged risk is due to be judged again.',
      )}
      fields={[
        {
          key: 'riskId',
          label: t('Risk'),
          kind: 'select',
          required: true,
          options: risks.map((each) => ({ value: each.id, label: `${each.ref} ${each.title}` })),
        },
      ]}
      fixed={{ id }}
      endpoint={impactActs.raiseRisk}
      verb={t('Link it')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}

type Choice = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly annexId?: string | null;
};

/** Controls and treatments are read by address, so that this register needs not know theirs. */
function useChoices(path: string): readonly Choice[] {
  const query = useQuery({
    queryKey: [currentOrg(), shownDay(), 'measure-choices', path],
    queryFn: () => request<{ rows: Choice[] }>(`/api/orgs/${currentOrg()}/${path}?limit=1000`),
  });
  return query.data?.rows ?? [];
}

function Measures({ id, editable }: { readonly id: string; readonly editable: boolean }) {
  const [controls, treatments] = [useChoices('controls'), useChoices('treatments')];
  const linked = useEndpoint(entryEndpoints.linked, { id });
  const save = useCommand(impactActs.measures);
  const chosen = ((linked.data?.neighbours ?? []) as readonly Neighbour[])
    .filter((each) => each.kind === 'impact-mitigated-by')
    .map((each) => each.id);
  const option = (each: Choice) => ({ value: each.id, label: `${each.annexId ?? each.ref} ${each.title}` });
  return (
    <Aside title={t('Measures')}>
      {save.error && <ErrorView error={save.error} />}
      <MultiSelect
        aria-label={t('Measures against the impact')}
        data={[
          { group: 'Controls', items: controls.map(option) },
          { group: 'Treatments', items: treatments.map(option) },
        ]}
        value={controls.length + treatments.length === 0 ? [] : chosen}
        disabled={!editable || shownDay() !== null}
        searchable
        placeholder={chosen.length === 0 ? t('Choose controls and treatments') : ''}
        onChange={(measureIds) => save.mutate({ id, measureIds })}
      />
      <p className="quiet meta" style={{ margin: '6px 0 0' }}>
        {t(
          'Once the assessment is approved, these controls are in the Statement of Applicability because of this impact.',
        )}
      </p>
    </Aside>
  );
}

function Risks({ id, onKnown }: { readonly id: string; readonly onKnown: () => void }) {
  const actor = useActor();
  const linked = useEndpoint(entryEndpoints.linked, { id });
  const risks = ((linked.data?.neighbours ?? []) as readonly Neighbour[]).filter(
    (each) => each.kind === 'impact-raises',
  );
  return (
    <Aside title={t('Risks it feeds')}>
      {risks.length === 0 && <div className="quiet">{t('The risk register does not know of it yet.')}</div>}
      {risks.map((each) => (
        <div key={each.id}>
          <OrgLink path={`/risks/${each.id}`}>
            {each.ref} {each.title}
          </OrgLink>
        </div>
      ))}
      <div style={{ marginTop: 6 }}>
        <ActButton compact decision={mayWriteImpact(actor)} onClick={onKnown}>
          {t('Bring a known risk up to date')}
        </ActButton>
      </div>
    </Aside>
  );
}
