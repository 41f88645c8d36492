import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint, useToday } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { usePeople } from '#ui/people.ts';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { gapEndpoints } from '../contract.ts';
import { mayInterview } from '../policy.ts';

/** Who is asked what: a suggestion by roles, changed until it fits. */
export default function BeginPage() {
  const [depth, setDepth] = useState<'first' | 'all'>('first');
  const [withControls, setWithControls] = useState(false);
  const suggestion = useEndpoint(gapEndpoints.suggest, {
    depth,
    withControls: withControls ? 'true' : 'false',
  });
  return (
    <Page
      title={t('Ask where you stand')}
      clause="ISO/IEC 42001, 4.1 to 10.2"
      sentence={t(
        'Each person gets the questions they can answer, signed in or by a link. What they say is a claim; it is set beside what your records show.',
      )}
    >
      <div className="begin-scope">
        <SegmentedControl
          aria-label={t('How many questions')}
          value={depth}
          onChange={(chosen) => setDepth(chosen === 'all' ? 'all' : 'first')}
          data={[
            { value: 'first', label: t('One question for each requirement') },
            { value: 'all', label: t('All questions') },
          ]}
        />
        <Switch
          label={t('Ask about the controls of Annex A too')}
          checked={withControls}
          onChange={(event) => setWithControls(event.currentTarget.checked)}
        />
      </div>
      <Await query={suggestion}>
        {(data) => (
          <Split key={`${depth} ${withControls}`} depth={depth} withControls={withControls} data={data} />
        )}
      </Await>
    </Page>
  );
}

type Suggested = OutputOf<typeof gapEndpoints.suggest>;

function Split({
  depth,
  withControls,
  data,
}: {
  readonly depth: 'first' | 'all';
  readonly withControls: boolean;
  readonly data: Suggested;
}) {
  const today = useToday();
  const people = usePeople();
  const navigate = useNavigate();
  const actor = useActor();
  const begin = useCommand(gapEndpoints.begin);
  const [title, setTitle] = useState(`Where do we stand? ${today}`);
  const [dueOn, setDueOn] = useState('');
  const [who, setWho] = useState<ReadonlyMap<string, string>>(
    () => new Map(data.requirements.map((each) => [each.id, each.personId ?? actor.id ?? ''])),
  );
  const titles = new Map(data.requirements.map((each) => [each.id, each.title]));
  const active = people.filter((each) => each.active);
  const grouped = Map.groupBy([...who.entries()], ([, person]) => person);
  const parts = [...grouped]
    .filter(([person]) => person !== '')
    .map(([personId, entries]) => ({
      personId,
      requirementIds: entries.map(([id]) => id),
    }));
  const nameOf = (id: string) => active.find((each) => each.id === id)?.name ?? t('Nobody');
  const start = () =>
    begin.mutate(
      { title, depth, withControls, dueOn: dueOn || null, parts },
      {
        onSuccess: (made) => {
          const own = made.parts.find((each) => each.personId === actor.id);
          const to = orgPath(own && made.parts.length === 1 ? `/gap/answer/${own.id}` : '/gap?tab=people');
          void navigate({ to: to.to, search: to.search as never });
        },
      },
    );
  return (
    <>
      {begin.error && <ErrorView error={begin.error} />}
      <div className="begin-scope">
        <TextInput
          label={t('Title')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          w={340}
        />
        <TextInput
          label={t('To be answered by')}
          type="date"
          value={dueOn}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
        <ActButton decision={mayInterview(actor)} primary loading={begin.isPending} onClick={start}>
          {t('Ask {parts, plural, one {# person} other {# people}}', { parts: parts.length })}
        </ActButton>
      </div>
      <Section
        title={t('Who is asked what')}
        actions={
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setWho(new Map([...who.keys()].map((id) => [id, actor.id ?? ''])))}
          >
            {t('Ask only me')}
          </Button>
        }
      >
        <p className="quiet read">
          {t(
            '{parts} requirements. Suggested by the roles people hold; the split is our opinion, yours counts. Somebody without an account can be added under People and gets a link.',
            {
              parts: parts
                .map((part) => `${nameOf(part.personId)}: ${part.requirementIds.length}`)
                .join(' · '),
            },
          )}
        </p>
        <TableCard label={t('Who is asked about which requirement')} head={[t('Requirement'), t('Asked')]}>
          {[...who].map(([id, person]) => (
            <tr key={id}>
              <td>
                <span className="ref">{id}</span> {titles.get(id)}
              </td>
              <td data-label={t('Asked')}>
                <select
                  aria-label={t('Who is asked about {id}', { id })}
                  value={person}
                  onChange={(event) => setWho(new Map(who).set(id, event.currentTarget.value))}
                >
                  <option value="">{t('Nobody')}</option>
                  {active.map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.name}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </TableCard>
      </Section>
    </>
  );
}
