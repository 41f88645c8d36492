import { Button, Checkbox, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import { type ApiError, currentOrg, post } from '#ui/api.ts';
import { useActor, useSearchState, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, Empty, ErrorView, StateMark } from '#ui/states.tsx';
import { type PreviewItem, templateKinds } from '../contract.ts';
import { mayTake } from '../policy.ts';

type Copied = {
  readonly copied: number;
  readonly kept: number;
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
};

const STATES: Readonly<Record<PreviewItem['state'], { readonly label: string; readonly tone: Tone }>> = {
  new: { label: msg('New here'), tone: 'active' },
  changed: { label: msg('Newer there, untouched here'), tone: 'warning' },
  same: { label: msg('The same'), tone: 'muted' },
  kept: { label: msg('Stays as it is here'), tone: 'neutral' },
};

/** Frameworks, control texts and obligations of one's own practice, taken into this organisation after a look at each. */
export default function Templates() {
  const [search, change] = useSearchState();
  const others = (useSession().data?.orgs ?? []).filter((each) => each.id !== currentOrg());
  const from = others.find((each) => each.id === search.from)?.id ?? null;
  return (
    <Page
      title={t('Templates of others')}
      sentence={t(
        'Take what another organisation of yours works with: your practice, or the parent of a group.',
      )}
    >
      {others.length === 0 ? (
        <Empty
          title={t('You belong to no other organisation')}
          why={t(
            'Consultants keep their own organisation as a practice: own frameworks with requirements, texts of how controls are implemented, recurring obligations. Whoever belongs to both copies them from there.',
          )}
        />
      ) : (
        <>
          <Select
            label={t('Take them from')}
            data={others.map((each) => ({ value: each.id, label: each.name }))}
            value={from}
            onChange={(value) => change({ from: value ?? '' })}
            maw={380}
            mb={16}
          />
          {from && <Preview key={from} from={from} />}
        </>
      )}
      <p className="quiet">
        <OrgLink path="/trail">{t('Each copy is an entry of the log that names its source.')}</OrgLink>
      </p>
    </Page>
  );
}

function Preview({ from }: { readonly from: string }) {
  const to = currentOrg();
  const actor = useActor();
  const client = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery<{ readonly items: readonly PreviewItem[] }, ApiError>({
    queryKey: [to, 'templates', from],
    queryFn: () => post('/api/templates/preview', { from, to }),
  });
  const copy = useMutation<Copied, ApiError, readonly string[]>({
    mutationFn: (keys) => post('/api/templates/copies', { from, to, keys }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Await query={query}>
      {({ items }) => {
        const takeable = items.filter((each) => each.state === 'new' || each.state === 'changed');
        const keys = takeable.filter((each) => !left.has(each.key)).map((each) => each.key);
        const toggle = (key: string) =>
          setLeft((now) => new Set(now.has(key) ? [...now].filter((each) => each !== key) : [...now, key]));
        if (items.length === 0)
          return (
            <Empty
              title={t('There is nothing to take')}
              why={t('It has no own frameworks, no texts of controls and no recurring obligations.')}
            />
          );
        return (
          <>
            {copy.error && <ErrorView error={copy.error} />}
            {copy.data && <Outcome result={copy.data} />}
            <div style={{ display: 'flex', gap: 12, marginBottom: 12 }}>
              <ActButton
                primary
                decision={mayTake(actor)}
                loading={copy.isPending}
                onClick={() => keys.length > 0 && copy.mutate(keys)}
              >
                {t('{count, plural, =0 {Nothing to take} one {Take # template} other {Take # templates}}', {
                  count: keys.length,
                })}
              </ActButton>
              {left.size > 0 && (
                <Button variant="subtle" onClick={() => setLeft(new Set())}>
                  {t('Choose all')}
                </Button>
              )}
            </div>
            <Items items={items} left={left} toggle={toggle} />
          </>
        );
      }}
    </Await>
  );
}

function Outcome({ result }: { readonly result: Copied }) {
  return (
    <div role="status" className="card note-card">
      <p>
        {t(
          '{copied, plural, one {# template was} other {# templates were}} taken; {kept} stay as they are here.',
          {
            copied: result.copied,
            kept: result.kept,
          },
        )}
      </p>
      {result.refused.map((each) => (
        <p key={each.key}>{each.reason}</p>
      ))}
    </div>
  );
}

function Items({
  items,
  left,
  toggle,
}: {
  readonly items: readonly PreviewItem[];
  readonly left: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
}) {
  const heads = [t('Template'), t('Kind'), t('What copying does')];
  return (
    <div className="card" style={{ overflowX: 'auto' }}>
      <table className="list">
        <thead>
          <tr>
            {heads.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.key}>
              <td style={{ whiteSpace: 'normal' }}>
                {item.state === 'new' || item.state === 'changed' ? (
                  <Checkbox
                    checked={!left.has(item.key)}
                    onChange={() => toggle(item.key)}
                    label={`${item.title} (${item.ref})`}
                  />
                ) : (
                  `${item.title} (${item.ref})`
                )}
                {item.state === 'changed' && <Differences item={item} />}
              </td>
              <td data-label={heads[1]}>{t(templateKinds[item.kind])}</td>
              <td data-label={heads[2]} style={{ whiteSpace: 'normal' }}>
                <StateMark {...STATES[item.state]} />
                {item.why && <div className="quiet meta">{item.why}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a newer version would change, field by field. */
function Differences({ item }: { readonly item: PreviewItem }) {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const changed = Object.keys(item.fields).filter(
    (name) => text(item.fields[name]) !== text(item.here?.[name]),
  );
  return (
    <dl className="example">
      {changed.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <del>{text(item.here?.[name])}</del> <ins>{text(item.fields[name])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
