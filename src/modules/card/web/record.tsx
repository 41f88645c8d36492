import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { addressOf, shownDay } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { cardActs, cardEndpoints, decisionTitles } from '../contract.ts';
import { mayPublishCard, mayWriteCard } from '../policy.ts';
import { Measures } from './measures.tsx';
import { CardPreview } from './preview.tsx';

type Card = OutputOf<typeof cardEndpoints.get>;
type Preview = OutputOf<typeof cardActs.preview>;

const FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title *'), kind: 'text', required: true },
  {
    key: 'decisionKind',
    label: msg('Part in decisions *'),
    kind: 'select',
    options: Object.entries(decisionTitles).map(([value, label]) => ({ value, label })),
  },
  { key: 'summary', label: msg('What it does, in plain words *'), kind: 'long' },
  { key: 'intendedUse', label: msg('What it is meant for *'), kind: 'long' },
  { key: 'notFor', label: msg('What it is not meant for *'), kind: 'long' },
  { key: 'capabilities', label: msg('What it can do *'), kind: 'long' },
  { key: 'limits', label: msg('Where its limits are *'), kind: 'long' },
  { key: 'performance', label: msg('How well it works, and for whom'), kind: 'long' },
  { key: 'dataUsed', label: msg('Which data it uses'), kind: 'long' },
  { key: 'oversight', label: msg('Who watches it, and how *'), kind: 'long' },
  { key: 'contact', label: msg('Whom to ask, and how to contest a result *'), kind: 'long' },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
];

/** One card: its texts and measures on the left, on the right what readers will see. */
export default function CardRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(cardEndpoints.get, { id });
  const preview = useEndpoint(cardActs.preview, { id });
  return (
    <Await query={query}>
      {(card) => <Await query={preview}>{(shown) => <Shown card={card} preview={shown} />}</Await>}
    </Await>
  );
}

function Shown({ card, preview }: { readonly card: Card; readonly preview: Preview }) {
  const write = mayWriteCard(useActor());
  return (
    <Page
      title={card.title}
      sentence={
        card.publishedNumber
          ? t('{ref} · version {version} of the work · published as version {publishedNumber}', {
              ref: card.ref,
              version: card.version,
              publishedNumber: card.publishedNumber,
            })
          : t('{ref} · version {version} of the work', { ref: card.ref, version: card.version })
      }
      actions={<Acts card={card} missing={preview.missing} />}
    >
      <StaleNote id={card.id} />
      <p style={{ display: 'flex', gap: 16, flexWrap: 'wrap', margin: '0 0 14px' }}>
        {card.publishedNumber === null ? (
          <StateMark label={t('In work, not published')} tone="neutral" />
        ) : card.changed ? (
          <StateMark
            label={t('Changed since version {publishedNumber}', { publishedNumber: card.publishedNumber })}
            tone="warning"
          />
        ) : (
          <StateMark
            label={t('Published as version {publishedNumber}', { publishedNumber: card.publishedNumber })}
            tone="good"
          />
        )}
        <OrgLink path={`/systems/${card.systemId}`}>{t('The AI system')}</OrgLink>
        <OrgLink path={`/systems/${card.systemId}/technical-documentation`}>
          {t('Technical documentation')}
        </OrgLink>
      </p>
      <div className="halves">
        <div>
          <EditableFields record={card} fields={FIELDS} update={cardEndpoints.update} decision={write} />
          <Section title={t('How results are explained')}>
            <Measures
              key={card.version}
              card={card}
              measures={preview.measures}
              basis={preview.basis}
              editable={write.allowed && !shownDay()}
            />
          </Section>
        </div>
        <div>
          {preview.missing.length > 0 && (
            <Aside title={t('Missing before it can be published')}>
              <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                {preview.missing.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Aside>
          )}
          <CardPreview content={preview.content} />
          <Publication card={card} />
          <EvidenceOf id={card.id} canAdd={write} />
          <History endpoint={cardEndpoints.history} id={card.id} />
        </div>
      </div>
    </Page>
  );
}

function Acts({ card, missing }: { readonly card: Card; readonly missing: readonly string[] }) {
  const [publishing, setPublishing] = useState(false);
  const actor = useActor();
  const reaffirm = useCommand(cardActs.reaffirm);
  const may = mayPublishCard(actor);
  const decision = !may.allowed
    ? may
    : missing.length > 0
      ? { allowed: false as const, reason: t('Still missing: {missing}.', { missing: missing.join('; ') }) }
      : card.changed
        ? may
        : { allowed: false as const, reason: t('Nothing changed since it was published.') };
  const seen = { id: card.id, version: card.version };
  return (
    <>
      {card.publishedNumber !== null && (
        <ActButton decision={may} loading={reaffirm.isPending} onClick={() => reaffirm.mutate(seen)}>
          {t('Confirm that it still holds')}
        </ActButton>
      )}
      <ActButton decision={decision} primary onClick={() => setPublishing(true)}>
        {t('Publish version {publishedNumber}', { publishedNumber: (card.publishedNumber ?? 0) + 1 })}
      </ActButton>
      {reaffirm.error && <ErrorView error={reaffirm.error} />}
      {publishing && (
        <AskDialog
          title={t('Publish version {publishedNumber}', { publishedNumber: (card.publishedNumber ?? 0) + 1 })}
          explain={t(
            'The card is frozen as it stands in the preview. Whoever wrote its last change cannot publish it.',
          )}
          fields={[{ key: 'changes', label: t('What changed, for readers'), kind: 'long' }]}
          fixed={seen}
          endpoint={cardActs.publish}
          verb={t('Publish it')}
          onClose={() => setPublishing(false)}
          onDone={() => setPublishing(false)}
        />
      )}
    </>
  );
}

function Publication({ card }: { readonly card: Card }) {
  const [asking, setAsking] = useState(false);
  const actor = useActor();
  const names = useNames();
  const off = useCommand(cardActs.switchOff);
  const versions = useEndpoint(cardActs.ofSystem, { id: card.systemId });
  const may = mayPublishCard(actor);
  const file = (format: string, number?: number) => addressOf(cardActs.file, { id: card.id, format, number });
  return (
    <Aside title={t('Published')}>
      {off.error && <ErrorView error={off.error} />}
      {card.address ? (
        <p style={{ margin: '0 0 8px', overflowWrap: 'anywhere' }}>
          <Trans
            id="Public since <0/>: <1/>"
            components={{
              0: <Day day={card.publicSince} />,
              1: (
                <a href={`/cards/${card.address}`} target="_blank" rel="noreferrer">
                  {location.origin}/cards/{card.address}
                </a>
              ),
            }}
          />
        </p>
      ) : (
        <p className="quiet" style={{ margin: '0 0 8px' }}>
          {t('On no public address. The organisation switches it on.')}
        </p>
      )}
      <div className="page-acts noprint">
        <ActButton
          decision={
            card.publishedNumber === null ? { allowed: false, reason: t('Publish a version first.') } : may
          }
          compact
          onClick={() => setAsking(true)}
        >
          {card.address ? t('Change the public address') : t('Put it on a public address')}
        </ActButton>
        {card.address && (
          <ActButton
            decision={may}
            compact
            loading={off.isPending}
            onClick={() => off.mutate({ id: card.id, version: card.version })}
          >
            {t('Take it off')}
          </ActButton>
        )}
      </div>
      <Await query={versions}>
        {(data) => (
          <ol className="past-acts" style={{ marginTop: 10 }}>
            {data.versions.map((each) => (
              <li key={each.id}>
                <Trans
                  id="Version {number}, <0/>, by {publishedBy}{changes}"
                  values={{
                    number: each.number,
                    publishedBy: each.publishedBy ? names(each.publishedBy) : t('somebody'),
                    changes: each.changes && `: ${each.changes}`,
                  }}
                  components={{ 0: <Day day={each.publishedOn} /> }}
                />
                <div className="meta">
                  {['pdf', 'docx', 'json'].map((format) => (
                    <a key={format} href={file(format, each.number)} style={{ marginInlineEnd: 10 }}>
                      {format.toUpperCase()}
                      <span className="sr-only"> {t('of version {number}', { number: each.number })}</span>
                    </a>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Await>
      {asking && (
        <AskDialog
          title={t('Put the card on a public address')}
          explain={t(
            'Anybody with the address can read the newest published version, without an account. Leave the field empty for an address that nobody can guess.',
          )}
          fields={[
            {
              key: 'address',
              label: t('Address of your own'),
              kind: 'text',
              help: t('Eight to sixty small letters, digits and dashes'),
            },
          ]}
          fixed={{ id: card.id, version: card.version }}
          endpoint={cardActs.switchOn}
          verb={t('Switch it on')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Aside>
  );
}
