import { Fragment } from 'react';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { PageLink } from '#ui/page.tsx';
import { Await, StateMark, VerdictMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { answerWords, type GapKind, gapKinds } from '../answers.ts';
import { type GapResult, gapEndpoints, type ResultLine } from '../contract.ts';

const KINDS = Object.keys(gapKinds) as GapKind[];

/** The matrix: claims beside verdicts, one line for each requirement. */
export function ResultTab() {
  const query = useEndpoint(gapEndpoints.result, {});
  return <Await query={query}>{(data) => <Result data={data} />}</Await>;
}

function Result({ data }: { readonly data: GapResult }) {
  const [search, change] = useSearchState();
  const lines = data.lines.filter((line) => !search.gap || line.gap === search.gap);
  return (
    <>
      <p className="quiet">
        {t('{people, plural, one {# person} other {# people}}, {answers} answers. {basis}', {
          people: data.people,
          answers: data.answers,
          basis: data.basis,
        })}
      </p>
      <fieldset className="chips bare noprint" aria-label={t('Show only')}>
        {KINDS.filter((kind) => data.counts[kind] > 0).map((kind) => (
          <button
            key={kind}
            type="button"
            className="chip"
            aria-pressed={search.gap === kind}
            onClick={() => change({ gap: search.gap === kind ? null : kind })}
          >
            <StateMark
              label={`${t(gapKinds[kind].label)}: ${data.counts[kind]}`}
              tone={gapKinds[kind].tone}
            />
          </button>
        ))}
      </fieldset>
      <TableCard
        label={t('What people say and what records show')}
        head={[t('Requirement'), t('You say'), t('Records show'), t('Side by side'), t('Next')]}
      >
        {lines.map((line) => (
          <Fragment key={line.id}>
            <Line
              line={line}
              open={search.open === line.id}
              onOpen={() => change({ open: search.open === line.id ? null : line.id })}
            />
            {search.open === line.id && <Claims line={line} />}
          </Fragment>
        ))}
      </TableCard>
      <p className="noprint">
        <PageLink path="/plan">{t('Go on to the plan')}</PageLink>
      </p>
    </>
  );
}

function Line({
  line,
  open,
  onOpen,
}: {
  readonly line: ResultLine;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  return (
    <tr>
      <td>
        <OrgLink path={line.href} className="plain">
          <span className="ref">{line.id}</span> {line.title}
        </OrgLink>
      </td>
      <td data-label={t('You say')}>
        {line.asked === 0 ? (
          <span className="quiet">{t('not asked')}</span>
        ) : (
          <button type="button" className="link" aria-expanded={open} onClick={onOpen}>
            {saidWords(line)}
          </button>
        )}
      </td>
      <td data-label={t('Records show')}>
        <VerdictMark verdict={line.verdict} />
      </td>
      <td data-label={t('Side by side')} className="gap-next">
        <StateMark label={line.sentence} tone={gapKinds[line.gap].tone} />
      </td>
      <td data-label={t('Next')} className="gap-next">
        {line.next}
      </td>
    </tr>
  );
}

/** "Yes 2, no 1": every answer with how often it was given. */
function saidWords(line: ResultLine): string {
  return (Object.keys(answerWords) as (keyof typeof answerWords)[])
    .filter((id) => (line.said[id] ?? 0) > 0)
    .map((id) => `${t(answerWords[id])} ${line.said[id]}`)
    .join(', ');
}

function Claims({ line }: { readonly line: ResultLine }) {
  return (
    <tr className="here">
      <td colSpan={5} className="claims-cell">
        <ul className="claims">
          {line.claims.map((each) => (
            <li key={each.id}>
              <div className="quiet meta">{each.asked}</div>
              <strong>{each.answer ? t(answerWords[each.answer]) : ''}</strong>{' '}
              {each.words && `“${each.words}” `}
              <span className="quiet">
                {each.by === 'link'
                  ? t('{name}, by link, {answeredOn}.', { name: each.name, answeredOn: each.answeredOn })
                  : `${each.name}, ${each.answeredOn}.`}{' '}
                {each.evidenceUrl ? (
                  <a href={each.evidenceUrl} target="_blank" rel="noreferrer noopener">
                    {t('Evidence named')}
                  </a>
                ) : (
                  t('No evidence named.')
                )}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
