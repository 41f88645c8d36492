import { useEffect, useSyncExternalStore } from 'react';

let shown = '';
const listeners = new Set<() => void>();

/** Names the page: in the browser's tab, in its history, and at the end of the breadcrumb. */
export function useNamePage(title: string, organisation: string | undefined): void {
  useEffect(() => {
    shown = title;
    document.title = [title, organisation, 'OpenAIMS'].filter(Boolean).join(' · ');
    for (const each of listeners) each();
  }, [title, organisation]);
}

/** The name of the page that is shown. */
export function usePageTitle(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
