import { useEffect, useRef } from 'react';
import { isShortcut } from '#ui/keys.ts';

type Doings = {
  readonly palette: () => void;
  readonly help: () => void;
  readonly create: () => void;
  readonly fold: () => void;
};

/** Keys that work on every page; what each does is listed in the help. */
export function useShortcuts(doings: Doings): void {
  const latest = useRef(doings);
  useEffect(() => {
    latest.current = doings;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function actOf(event: KeyboardEvent, doings: Doings): (() => void) | undefined {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return doings.palette;
  if (!isShortcut(event)) return undefined;
  if (event.key === '?') return doings.help;
  if (event.key === 'c') return doings.create;
  if (event.key === '[') return doings.fold;
  if (event.key === '/') return () => document.querySelector<HTMLElement>('[data-list-search]')?.focus();
  return undefined;
}
