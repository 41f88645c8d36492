import { useQuery } from '@tanstack/react-query';
import { numberText, t } from '#kernel/language.ts';
import { type Role, roleNames } from '#kernel/roles.ts';
import { type ApiError, request } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useNamePage } from '#ui/page-title.ts';
import { Await, Empty } from '#ui/states.tsx';
import type { PortfolioRow } from '../contract.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'live' | 'demo' | 'sandbox';
  readonly roles: readonly Role[];
  readonly handedOver: { readonly to: string } | null;
  readonly standing: PortfolioRow | null;
  /** Why it does not open: a second factor or a sign-in of its own that it asks for. */
  readonly needs: string | null;
};

/** Every organisation that one belongs to in one row, each by one's own rights in it. */
export default function Portfolio() {
  useNamePage(t('Your organisations'), undefined);
  const query = useQuery<{ readonly rows: readonly Row[] }, ApiError>({
    queryKey: ['portfolio'],
    queryFn: () => request('/api/portfolio'),
  });
  return (
    <main className="page wide open-page" id="content">
      <a className="quiet brand-line" href="/">
        OpenAIMS
      </a>
      <h1>{t('Your organisations')}</h1>
      <p className="quiet read">
        {t(
          'One row for each, read one after the other with the rights you have there. Each name leads into it.',
        )}
      </p>
      <Await query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              title={t('You belong to no organisation here')}
              why={t('Ask an administrator for an invitation.')}
            />
          ) : (
            <Table rows={rows} />
          )
        }
      </Await>
    </main>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }) {
  const heads = [
    t('Organisation'),
    t('Records complete'),
    t('An auditor would raise'),
    t('Open nonconformities'),
    t('Overdue'),
    t('Next audit'),
    t('Waits for you'),
  ];
  return (
    <div className="card" style={{ overflowX: 'auto' }}>
      <table className="list">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" style={{ textAlign: 'start', whiteSpace: 'normal', fontWeight: 400 }}>
                <div>
                  <a href={`/${row.id}`}>{row.name}</a>{' '}
                  {row.kind !== 'live' && <span className={`kind ${row.kind}`}>{row.kind}</span>}
                  <div className="quiet meta">
                    {row.handedOver
                      ? t('Handed over to {to}', { to: row.handedOver.to })
                      : roleNames(row.roles)}
                  </div>
                </div>
              </th>
              {row.standing ? (
                <Figures org={row.id} standing={row.standing} heads={heads} />
              ) : (
                <td colSpan={6}>{row.needs}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({
  org,
  standing: it,
  heads,
}: {
  readonly org: string;
  readonly standing: PortfolioRow;
  readonly heads: readonly string[];
}) {
  const number = (count: number, path: string) =>
    count === 0 ? <span className="quiet">0</span> : <a href={`/${org}${path}`}>{numberText(count)}</a>;
  return (
    <>
      <td data-label={heads[1]}>
        <a href={`/${org}/conformity`}>
          {t('{complete} of {all}', { complete: numberText(it.complete), all: numberText(it.requirements) })}
        </a>
      </td>
      <td data-label={heads[2]}>{number(it.raised, '/conformity?raised=true')}</td>
      <td data-label={heads[3]}>
        <span>
          {number(it.openNonconformities, '/nonconformities')}
          {it.openMajors > 0 && (
            <span className="meta">
              {' '}
              {t('■ {count, plural, one {# major} other {# major}}', { count: it.openMajors })}
            </span>
          )}
        </span>
      </td>
      <td data-label={heads[4]}>
        <span>
          {it.overdue > 0 && '▲ '}
          {number(it.overdue, '/calendar')}
        </span>
      </td>
      <td data-label={heads[5]} style={{ whiteSpace: 'normal' }}>
        {it.nextAudit ? (
          <a href={`/${org}${it.nextAudit.href}`}>
            {t('{day}: {title}', { day: longDay(it.nextAudit.day), title: it.nextAudit.title })}
          </a>
        ) : (
          <span className="quiet">{t('none planned')}</span>
        )}
      </td>
      <td data-label={heads[6]} style={{ whiteSpace: 'normal' }}>
        <div>
          {numberText(it.waiting)}
          {it.mostUrgent && (
            <div className="meta" style={{ lineHeight: '24px' }}>
              <a href={`/${org}${it.mostUrgent.href}`}>{it.mostUrgent.title}</a>
            </div>
          )}
        </div>
      </td>
    </>
  );
}
