import type { ReactNode } from 'react';
import { shownDay } from './api.ts';
import { useOrg, useSession } from './hooks.ts';

/** The head of every page: what it is, one sentence and its clause, what can be done. Prints as a document. */
export function Page({
  title,
  clause,
  sentence,
  actions,
  wide,
  children,
}: {
  readonly title: ReactNode;
  readonly clause?: string | undefined;
  readonly sentence?: string | undefined;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const org = useOrg();
  const session = useSession();
  return (
    <div className={wide ? 'page wide' : 'page'}>
      <div className="print-head">
        {org?.name} · {typeof title === 'string' ? title : ''} · as of{' '}
        {shownDay() ?? new Date().toISOString().slice(0, 10)} · {session.data?.person?.name}
      </div>
      <div style={{ display: 'flex', gap: 16, alignItems: 'flex-start', flexWrap: 'wrap', marginBottom: 14 }}>
        <div style={{ flex: '1 1 320px', minWidth: 0 }}>
          <h1 style={{ fontSize: 20, lineHeight: '28px', margin: 0, fontWeight: 620 }}>{title}</h1>
          {sentence && (
            <p className="quiet read" style={{ margin: '2px 0 0' }}>
              {sentence} {clause && <span style={{ whiteSpace: 'nowrap' }}>({clause})</span>}
            </p>
          )}
        </div>
        <div className="noprint" style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          {actions}
        </div>
      </div>
      {children}
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <section className="section">
      <h2 style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        {title}
        <span style={{ marginLeft: 'auto' }}>{actions}</span>
      </h2>
      {children}
    </section>
  );
}
