import { SegmentedControl } from '@mantine/core';
import { msg, numberText, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { ExportMenu } from '#ui/export-menu.tsx';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { type Finding, type Readiness, readinessEndpoints } from '../contract.ts';

const GRADES = {
  major: { label: msg('Major'), tone: 'bad' },
  minor: { label: msg('Minor'), tone: 'warning' },
  observation: { label: msg('Observation'), tone: 'neutral' },
} as const;
/** What an auditor would raise at each stage, with the records behind it, and what no rule can judge. */
export default function ReadinessPage() {
  const [search, change] = useSearchState();
  const stage = search.stage === '2' ? '2' : '1';
  const query = useEndpoint(readinessEndpoints.show, { stage });
  return (
    <Page
      wide
      title={t('Readiness')}
      clause="ISO/IEC 42001, 9.2; ISO/IEC 17021-1"
      sentence={t(
        'What an auditor would raise, by rules of ours and with the records that prove it. No rule grants a certificate, and none replaces the auditor.',
      )}
      actions={
        <>
          <PageLink path="/plan/audit-date">{t('When is the audit?')}</PageLink>
          <ExportMenu
            formats={['docx', 'pdf', 'xlsx']}
            href={(format) => addressOf(readinessEndpoints.report, { stage, format })}
          />
        </>
      }
    >
      <SegmentedControl
        className="noprint"
        mb={12}
        aria-label={t('Which stage')}
        value={stage}
        onChange={(next) => change({ stage: next === '1' ? null : next, grade: null })}
        data={[
          { value: '1', label: t('Stage 1: documents') },
          { value: '2', label: t('Stage 2: practice') },
        ]}
      />
      <Await query={query}>{(data) => <Shown data={data} />}</Await>
    </Page>
  );
}

function Shown({ data }: { readonly data: Readiness }) {
  const [search, change] = useSearchState();
  const shown = data.findings.filter(
    (each) =>
      (!search.grade || each.mayBecome === search.grade) &&
      (!search.clause || each.requirement.startsWith(search.clause)),
  );
  const clauses = [...new Set(data.findings.map((each) => groupOf(each.requirement)))];
  return (
    <>
      <p className="read">
        <strong>{data.sentence}</strong>
      </p>
      <p className="quiet read">
        {data.history.firstEntryOn
          ? data.history.firstEffectiveOn
            ? t(
                '{recordedWeeks} weeks of operating history in the log, since {firstEntryOn}; evidence speaks of days since {firstEffectiveOn}. {basis}',
                {
                  recordedWeeks: data.history.recordedWeeks,
                  firstEntryOn: longDay(data.history.firstEntryOn),
                  firstEffectiveOn: longDay(data.history.firstEffectiveOn),
                  basis: data.basis,
                },
              )
            : t('{recordedWeeks} weeks of operating history in the log, since {firstEntryOn}. {basis}', {
                recordedWeeks: data.history.recordedWeeks,
                firstEntryOn: longDay(data.history.firstEntryOn),
                basis: data.basis,
              })
          : data.history.firstEffectiveOn
            ? t(
                'No operating history in the log yet; evidence speaks of days since {firstEffectiveOn}. {basis}',
                { firstEffectiveOn: longDay(data.history.firstEffectiveOn), basis: data.basis },
              )
            : t('No operating history in the log yet. {basis}', { basis: data.basis })}
      </p>
      <fieldset className="chips bare noprint" aria-label={t('Show only')}>
        {(Object.keys(GRADES) as (keyof typeof GRADES)[]).map((grade) => (
          <button
            key={grade}
            type="button"
            className="chip"
            aria-pressed={search.grade === grade}
            onClick={() => change({ grade: search.grade === grade ? null : grade })}
          >
            <StateMark
              label={`${data.stage === '1' ? t('Could become {label}', { label: midSentence(t(GRADES[grade].label)) }) : t(GRADES[grade].label)}: ${data.counts[grade]}`}
              tone={GRADES[grade].tone}
            />
          </button>
        ))}
        <select
          aria-label={t('Clause')}
          value={search.clause ?? ''}
          onChange={(event) => change({ clause: event.currentTarget.value || null })}
        >
          <option value="">{t('Every clause')}</option>
          {clauses.map((clause) => (
            <option key={clause} value={clause}>
              {clause.replace(/\.$/, '')}
            </option>
          ))}
        </select>
      </fieldset>
      {shown.length === 0 ? (
        <p className="quiet">{t('Nothing here by these rules. Read below what no rule can judge.')}</p>
      ) : (
        <ol className="findings">
          {shown.map((each) => (
            <FindingCard key={each.id} finding={each} />
          ))}
        </ol>
      )}
      {data.enteredLate.rows.length > 0 && <Late data={data} />}
      <Section title={t('What no rule can judge')}>
        <ul className="sentences">
          {data.cannotJudge.always.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <details>
          <summary>
            {t('{parts, plural, one {# part} other {# parts}} of requirements that no register shows', {
              parts: data.cannotJudge.parts.length,
            })}
          </summary>
          <ul className="sentences">
            {data.cannotJudge.parts.map((each) => (
              <li key={`${each.requirement} ${each.part}`}>
                <OrgLink path={`/conformity/${each.requirement}`}>{each.requirement}</OrgLink> {each.part}
              </li>
            ))}
          </ul>
        </details>
      </Section>
    </>
  );
}

/** `6.1.2` filters with `6.`, `A.5.2` with `A.5.`: so that 1 does not find 10. */
function groupOf(requirement: string): string {
  const parts = requirement.split('.');
  return `${requirement.startsWith('A.') ? `${parts[0]}.${parts[1]}` : parts[0]}.`;
}

function FindingCard({ finding }: { readonly finding: Finding }) {
  const grade = GRADES[finding.mayBecome];
  return (
    <li className="card finding">
      <div className="finding-head">
        <StateMark
          label={
            finding.grade === null
              ? t('Could become {label}', { label: midSentence(t(grade.label)) })
              : t('{label}, proposed', { label: t(grade.label) })
          }
          tone={grade.tone}
        />
        <OrgLink path={`/conformity/${finding.requirement}`} className="plain">
          <span className="ref">{finding.requirement}</span> {finding.title}
        </OrgLink>
        <span className="finding-fix noprint">
          <PageLink path={finding.fix}>{t('Mend it')}</PageLink>
        </span>
      </div>
      <p className="read">{finding.sentence}</p>
      <p className="quiet meta">{t('Why so heavy: {because}', { because: finding.because })}</p>
      {finding.proof.length > 0 && (
        <ul className="sentences">
          {finding.proof.map((row) => (
            <li key={`${row.id} ${row.message}`}>
              <OrgLink path={pageOf(row.type, row.id) ?? row.fix}>{row.ref ?? row.title}</OrgLink>{' '}
              {row.message}
            </li>
          ))}
          {finding.count > finding.proof.length && (
            <li>
              <OrgLink path={finding.fix}>
                {t('and {count} more', { count: numberText(finding.count - finding.proof.length) })}
              </OrgLink>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

/** Both days of records that came late: when they speak of, and when they were entered. */
function Late({ data }: { readonly data: Readiness }) {
  const { rows, late, dated } = data.enteredLate;
  return (
    <Section title={t('Entered late')}>
      <p className="quiet read">
        {t(
          '{late} of {dated} dated records were entered more than 30 days after the day they speak of. An auditor sees both days, from the log.',
          { late, dated },
        )}
      </p>
      <TableCard
        label={t('Records entered late')}
        head={[t('Record'), t('Speaks of'), t('Entered on'), { num: t('Days between') }]}
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <OrgLink path={pageOf(row.type, row.id) ?? '/trail'} className="plain">
                <span className="ref">{row.ref}</span> {row.title}
              </OrgLink>
            </td>
            <td data-label={t('Speaks of')}>{longDay(row.effectiveOn)}</td>
            <td data-label={t('Entered on')}>{longDay(row.enteredOn)}</td>
            <td data-label={t('Days between')} className="num">
              {row.days}
            </td>
          </tr>
        ))}
      </TableCard>
    </Section>
  );
}
