import type { ReactNode } from 'react';
import { LanguageLine } from './languages.tsx';

/** A page of its own, outside any organisation. */
export function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main style={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <div style={{ width: 'min(440px, 100%)' }}>
        <div className="quiet" style={{ fontWeight: 620, marginBottom: 12 }}>
          OpenAIMS
        </div>
        <div className="card" style={{ padding: 24 }}>
          <h1 style={{ fontSize: 20, lineHeight: '28px', margin: '0 0 12px' }}>{title}</h1>
          {children}
        </div>
        <LanguageLine />
      </div>
    </main>
  );
}
