import { useState } from 'react';
import { numberText, t } from '#kernel/language.ts';
import type { Outcome } from '#kernel/verdict.ts';
import { call } from '#ui/api.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { ErrorView } from '#ui/states.tsx';
import { conformityEndpoints } from '../contract.ts';
import type { RequirementData } from './data.ts';

type Page = RequirementData['gaps'][number];
type Check = RequirementData['requirement']['checks'][number];

/** The judged rows of a requirement, check by check, each with the way to its record. */
export function JudgedRows({
  title,
  outcome,
  pages,
  checks,
}: {
  readonly title: string;
  readonly outcome: 'ok' | 'gap';
  readonly pages: readonly Page[];
  readonly checks: readonly Check[];
}) {
  if (pages.length === 0) return null;
  return (
    <Section title={title}>
      {pages.map((page) => {
        const check = checks.find((each) => each.id === page.check);
        return check && <CheckRows key={page.check} check={check} outcome={outcome} first={page} />;
      })}
    </Section>
  );
}

function CheckRows({
  check,
  outcome,
  first,
}: {
  readonly check: Check;
  readonly outcome: 'ok' | 'gap';
  readonly first: Page;
}) {
  const more = useMore(check.id, outcome, first);
  const rows = [...first.rows, ...more.rows];
  const all = check[outcome];
  return (
    <div className="card judged">
      <h3>
        {check.title} <span className="quiet num">{numberText(all)}</span>
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={`${row.id} ${row.reason}`}>
            <span className="ref">{row.ref}</span>
            <span>{row.message}</span>
            <OrgLink path={row.fix}>{outcome === 'ok' ? t('Open') : t('Mend')}</OrgLink>
          </li>
        ))}
      </ul>
      {more.error !== null && <ErrorView error={more.error} />}
      {more.next && (
        <button type="button" className="link noprint" onClick={() => void more.load()}>
          {t('Show more of {all}', { all: numberText(all) })}
        </button>
      )}
    </div>
  );
}

function useMore(check: string, outcome: Outcome, first: Page) {
  const [state, set] = useState<{ rows: Page['rows']; next: string | null; error: unknown }>({
    rows: [],
    next: first.next,
    error: null,
  });
  const load = async () => {
    try {
      const page = await call(conformityEndpoints.rows, { check, outcome, cursor: state.next ?? undefined });
      set({ rows: [...state.rows, ...page.rows], next: page.next, error: null });
    } catch (error) {
      set({ ...state, error });
    }
  };
  return { ...state, load };
}
