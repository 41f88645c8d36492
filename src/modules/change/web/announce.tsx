import { Button, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InputOf } from '#kernel/endpoint.ts';
import { numberText, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { FieldInput, saidField } from '#ui/fields.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { changeActs } from '../contract-acts.ts';
import { mayWriteChange } from '../policy.ts';
import { CHANGE_FIELDS } from './words.ts';

const TYPED = CHANGE_FIELDS.filter((field) => field.key !== 'planned');

/** Says beforehand what will change, and sees what that will make stale. */
export default function AnnounceChange() {
  const actor = useActor();
  const navigate = useNavigate();
  const [cause, setCause] = useState<string | null>(null);
  const [subject, setSubject] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>({ responsibleId: actor.id });
  const rules = useEndpoint(changeActs.rules, {});
  const announce = useCommand(changeActs.announce);
  const ready = cause !== null && subject !== null;
  const send = () =>
    announce.mutate({ ...values, cause, subject } as InputOf<typeof changeActs.announce>, {
      onSuccess: ({ id }) => void navigate(orgPath(`/changes/${id}`) as never),
    });
  return (
    <Page
      title={t('Announce a change')}
      clause="8.1"
      sentence={t(
        'Say beforehand what will change, so that it can be approved, and see what will have to be looked at again.',
      )}
    >
      <div className="two">
        <div>
          {announce.error && <ErrorView error={announce.error} />}
          <div className="card fields">
            <div className="field">
              <span className="label">{t('What kind of change *')}</span>
              <Select
                aria-label={t('What kind of change')}
                placeholder={t('Choose')}
                searchable
                data={(rules.data?.causes ?? []).map((each) => ({ value: each.id, label: each.title }))}
                value={cause}
                onChange={(value) => {
                  setCause(value);
                  setSubject(null);
                }}
              />
            </div>
            <div className="field">
              <span className="label">{t('Of which record *')}</span>
              <Subject key={cause} cause={cause} value={subject} onChange={setSubject} />
            </div>
            {TYPED.map(saidField).map((field) => (
              <div key={field.key} className="field">
                <span className="label">
                  {field.label}
                  {field.required ? ' *' : ''}
                </span>
                <div>
                  <FieldInput
                    field={field}
                    value={values[field.key]}
                    onCommit={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
                  />
                  {field.help && <div className="quiet meta help">{field.help}</div>}
                </div>
              </div>
            ))}
          </div>
          <div style={{ display: 'flex', gap: 8, marginTop: 16 }}>
            <ActButton
              decision={
                ready
                  ? mayWriteChange(actor)
                  : { allowed: false, reason: t('Choose the kind of change and the record first.') }
              }
              loading={announce.isPending}
              onClick={send}
            >
              {t('Announce the change')}
            </ActButton>
            <Button variant="subtle" onClick={() => void navigate(orgPath('/changes') as never)}>
              {t('Cancel')}
            </Button>
          </div>
        </div>
        <div>{cause && subject && <Preview cause={cause} subject={subject} />}</div>
      </div>
    </Page>
  );
}

function Subject({
  cause,
  value,
  onChange,
}: {
  readonly cause: string | null;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState('');
  const found = useEndpoint(
    changeActs.subjects,
    { cause: cause ?? '', q: words === picked ? '' : words },
    { enabled: cause !== null },
  );
  const data = (found.data?.subjects ?? []).map((each) => ({
    value: each.id,
    label: `${each.ref} ${each.title}`,
  }));
  return (
    <Select
      aria-label={t('Of which record')}
      placeholder={cause ? t('Type a name or reference') : t('Choose the kind of change first')}
      disabled={cause === null}
      searchable
      data={data}
      filter={({ options }) => options}
      nothingFoundMessage={t('No record of this kind matches')}
      value={value}
      onSearchChange={setWords}
      onChange={(id) => {
        setPicked(data.find((each) => each.value === id)?.label ?? '');
        onChange(id);
      }}
    />
  );
}

/** What would have to be looked at again, before anything is done. */
function Preview({ cause, subject }: { readonly cause: string; readonly subject: string }) {
  const query = useEndpoint(changeActs.preview, { cause, subject });
  return (
    <Section title={t('What it will make stale')}>
      <Await query={query}>
        {(found) =>
          found.total === 0 ? (
            <p className="quiet">
              {found.systems === 0
                ? t('No AI system stands behind this record: nothing will have to be looked at again.')
                : t(
                    'Nobody has judged anything about the AI systems behind it yet: nothing will have to be looked at again.',
                  )}
            </p>
          ) : (
            <>
              <p>
                {t(
                  'It concerns {systems, plural, one {# AI system} other {# AI systems}}; {total, plural, one {# record} other {# records}} will have to be looked at again:',
                  { systems: found.systems, total: found.total },
                )}
              </p>
              <ul>
                {found.byKind.map((kind) => (
                  <li key={kind.dependent}>
                    {numberText(kind.count)} × {midSentence(kind.what)}
                  </li>
                ))}
              </ul>
              <ul className="card affected">
                {found.first.map((row) => (
                  <li key={`${row.what} ${row.href} ${row.part}`}>
                    <span>
                      {row.what}
                      <br />
                      <OrgLink path={row.href}>
                        {row.ref} {row.partShown} {row.title}
                      </OrgLink>
                    </span>
                    <span className="quiet">{row.owner ?? t('Nobody owns it')}</span>
                  </li>
                ))}
              </ul>
              {found.total > found.first.length && (
                <p className="quiet">{t('The first {first} are shown.', { first: found.first.length })}</p>
              )}
            </>
          )
        }
      </Await>
    </Section>
  );
}
