import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Day, ErrorView } from '#ui/states.tsx';
import { nonconformityActs } from '../contract.ts';
import { nonconformityViews } from '../views-contract.ts';
import { BEFORE_PLAN, type Nonconformity, no, type PartProps } from './data.ts';
import { Facts } from './facts.tsx';

type Case = { readonly type: string; readonly id: string; readonly ref: string; readonly title: string };

/** Where the same fault is or could be (10.2 b): searched in the registers, looked at by a person. */
export function SimilarPart({ it, work }: PartProps) {
  const [searching, setSearching] = useState(false);
  const names = useNames();
  const decision = BEFORE_PLAN.includes(it.state) ? work : no(t('The plan stands on this search.'));
  const looked = it.similarLooked ?? [];
  return (
    <Section
      title={t('3 Similar cases')}
      actions={
        <ActButton compact decision={decision} onClick={() => setSearching(true)}>
          {it.similarConclusion ? t('Search again') : t('Search for similar cases')}
        </ActButton>
      }
    >
      {it.similarConclusion ? (
        <>
          <Facts
            facts={[
              [t('Conclusion'), it.similarConclusion],
              [
                t('Searched by'),
                <>
                  {names(it.similarBy)}, <Day day={it.similarOn} />
                </>,
              ],
              [t('Words'), it.similarWords],
              [t('Looked at'), `${looked.length} ${looked.length === 1 ? 'record' : 'records'}`],
            ]}
          />
          {looked.length > 0 && (
            <ul className="sentences cases">
              {looked.map((each) => (
                <li key={each.id}>
                  {each.found && <strong>{t('Same fault:')} </strong>}
                  <CaseLink each={each} /> <span className="quiet meta">{each.why.join(' · ')}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        !searching && (
          <p className="quiet">
            {t('Nobody has looked yet whether the same fault is, or could be, somewhere else.')}
          </p>
        )
      )}
      {searching && <Search it={it} onDone={() => setSearching(false)} />}
    </Section>
  );
}

function CaseLink({ each }: { readonly each: Case }) {
  const page = pageOf(each.type, each.id);
  const text = `${each.ref} ${each.title}`;
  return page ? (
    <OrgLink path={page} className="plain">
      {text}
    </OrgLink>
  ) : (
    text
  );
}

function Search({ it, onDone }: { readonly it: Nonconformity; readonly onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const [found, setFound] = useState<ReadonlySet<string>>(new Set());
  const [conclusion, setConclusion] = useState(it.similarConclusion ?? '');
  const query = useEndpoint(nonconformityViews.similar, { id: it.id, ...(words && { words }) });
  const command = useCommand(nonconformityActs.recordSimilar);
  const record = () =>
    command.mutate(
      {
        id: it.id,
        version: it.version,
        words,
        looked: [...looked],
        found: [...found],
        conclusion,
      },
      { onSuccess: onDone },
    );
  return (
    <div className="card editor">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          setWords(typed.trim());
          setLooked(new Set());
          setFound(new Set());
        }}
      >
        <TextInput
          label={t('Words')}
          placeholder={t('From title and cause, or type your own')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default">
          {t('Search the registers')}
        </Button>
      </form>
      <Await query={query}>
        {(answer) => (
          <>
            <p className="quiet meta">
              {t(
                'Searched nonconformities, risks and AI systems for shared records, requirements, models, data, suppliers and the words {words}.',
                { words: answer.words.map((word) => `“${word}”`).join(', ') || '(none)' },
              )}
            </p>
            {answer.cases.length === 0 && (
              <p>{t('The registers hold nothing that shares anything with it.')}</p>
            )}
            {answer.cases.length > 0 && (
              <ul className="cases">
                {answer.cases.map((each) => (
                  <li key={each.id}>
                    <div>
                      <CaseLink each={each} />
                      <div className="quiet meta">{each.why.join(' · ')}</div>
                    </div>
                    <Tick
                      label={t('Looked at {ref}', { ref: each.ref })}
                      text={t('Looked at')}
                      of={each.id}
                      set={looked}
                      onSet={setLooked}
                    />
                    <Tick
                      label={t('Same fault in {ref}', { ref: each.ref })}
                      text={t('Same fault')}
                      of={each.id}
                      set={found}
                      onSet={setFound}
                    />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Await>
      <Textarea
        label={t('What you found, and what follows')}
        value={conclusion}
        onChange={(event) => setConclusion(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      {command.error && <ErrorView error={command.error} />}
      <div className="dialog-acts">
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
        <Button onClick={record} loading={command.isPending} disabled={conclusion.trim().length < 3}>
          {t('Record the search')}
        </Button>
      </div>
    </div>
  );
}

function Tick({
  label,
  text,
  of,
  set,
  onSet,
}: {
  readonly label: string;
  readonly text: string;
  readonly of: string;
  readonly set: ReadonlySet<string>;
  readonly onSet: (next: ReadonlySet<string>) => void;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        aria-label={label}
        checked={set.has(of)}
        onChange={(event) =>
          onSet(
            event.currentTarget.checked ? new Set([...set, of]) : new Set([...set].filter((id) => id !== of)),
          )
        }
      />{' '}
      {text}
    </label>
  );
}
