import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, numberText, t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { boardEndpoints, severities } from '../contract.ts';

type Gaps = OutputOf<typeof boardEndpoints.gaps>;
type Search = ReturnType<typeof useSearchState>;

const SEVERITIES = { major: msg('An auditor would raise'), minor: msg('Smaller lapses and advice') } as const;
const TONES = { major: 'bad', minor: 'warning', advice: 'neutral' } as const;

/** What the records about one AI system, one unit or all AI systems lack. */
export default function GapsPage() {
  const [search, change] = useSearchState();
  const severity = severities.find((each) => each === search.severity);
  const query = useEndpoint(boardEndpoints.gaps, {
    ...(search.unit && { unit: search.unit }),
    ...(search.system && { system: search.system }),
    ...(search.check && { check: search.check }),
    ...(severity && { severity }),
    limit: search.all === 'yes' ? 1000 : 200,
  });
  return (
    <Page
      wide
      title={t('Gaps of the records about AI systems')}
      clause="ISO/IEC 42001, 9.1"
      sentence={t(
        'Records about AI systems, as the checks judge them: the register entry, risks, impact assessments, monitors, cards.',
      )}
      actions={<PageLink path="/board/units">{t('Units side by side')}</PageLink>}
    >
      <fieldset className="chips bare noprint" aria-label={t('Show only')}>
        {severities.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={severity === each}
            onClick={() => change({ severity: severity === each ? null : each, check: null })}
          >
            <StateMark label={t(SEVERITIES[each])} tone={TONES[each]} />
          </button>
        ))}
      </fieldset>
      <Await query={query}>{(data) => <Shown data={data} search={[search, change]} />}</Await>
    </Page>
  );
}

function Shown({ data, search }: { readonly data: Gaps; readonly search: Search }) {
  const { of, counts } = data;
  return (
    <>
      <p className="read">
        <strong>
          {of.ref && <span className="ref">{of.ref}</span>} {of.ref ? of.title : t(of.title)}
        </strong>{' '}
        {t(
          '{ok} of {rows} judgements find the record in order, {major} find what an auditor would raise, {minor} a smaller lapse, and {unknown} cannot tell.',
          {
            ok: numberText(counts.ok),
            rows: numberText(counts.rows),
            major: numberText(counts.major),
            minor: numberText(counts.minor),
            unknown: numberText(counts.unknown),
          },
        )}
      </p>
      {counts.rows === 0 && (
        <p className="quiet">
          {t('No check judges a record here yet: that shows nothing, neither good nor bad.')}
        </p>
      )}
      <Rows data={data} search={search} />
      {data.checks.length > 0 && <Checks data={data} search={search} />}
    </>
  );
}

function Rows({ data, search: [, change] }: { readonly data: Gaps; readonly search: Search }) {
  const titles = new Map(data.checks.map((check) => [check.id, check]));
  if (data.total === 0) return null;
  return (
    <Section title={t('{count, plural, one {# gap} other {# gaps}}', { count: data.total })}>
      <TableCard label={t('Gaps')} head={[t('Record'), t('What is the matter'), t('Asked by')]}>
        {data.rows.map((row) => (
          <tr key={`${row.check} ${row.id} ${row.message}`}>
            <td>
              <OrgLink path={pageOf(row.type, row.id) ?? row.fix} className="plain">
                {row.ref && <span className="ref">{row.ref}</span>} {row.title}
              </OrgLink>
            </td>
            <td data-label={t('What is the matter')}>{row.message}</td>
            <td data-label={t('Asked by')}>{titles.get(row.check)?.requirements.join(', ')}</td>
          </tr>
        ))}
      </TableCard>
      {data.total > data.rows.length && (
        <p className="quiet">
          {t('The first {n} are shown; choose one check below to see the others.', {
            n: numberText(data.rows.length),
          })}{' '}
          {data.rows.length < 1000 && (
            <button type="button" className="link noprint" onClick={() => change({ all: 'yes' })}>
              {t('Show up to 1,000')}
            </button>
          )}
        </p>
      )}
    </Section>
  );
}

function Checks({ data, search: [search, change] }: { readonly data: Gaps; readonly search: Search }) {
  return (
    <Section title={t('By check')}>
      <TableCard
        label={t('By check')}
        head={[t('Check'), t('Requirements'), { num: t('In order') }, { num: t('Gaps') }]}
      >
        {data.checks.map((check) => (
          <tr key={check.id}>
            <td>
              <button
                type="button"
                className="link"
                aria-pressed={search.check === check.id}
                onClick={() => change({ check: search.check === check.id ? null : check.id })}
              >
                {t(check.title)}
              </button>
            </td>
            <td data-label={t('Requirements')} className="board-refs">
              {check.requirements.map((id) => (
                <span key={id}>
                  <OrgLink path={`/conformity/${id}`}>{id}</OrgLink>{' '}
                </span>
              ))}
            </td>
            <td data-label={t('In order')} className="num">
              {numberText(check.ok)}
            </td>
            <td data-label={t('Gaps')} className={check.gap === 0 ? 'num zero' : 'num'}>
              {numberText(check.gap)}
            </td>
          </tr>
        ))}
      </TableCard>
    </Section>
  );
}
