import { useEffect, useRef, useState } from 'react';
import { ApiError } from '#ui/api.ts';
import type { AnswerId } from '../answers.ts';

/** What stands in a question's fields. */
export type Said = {
  readonly answer: AnswerId | null;
  readonly words: string | null;
  readonly evidenceUrl: string | null;
};
export type Kept = Said & { readonly version: number };
export type SaveAnswer = (said: Said & { readonly version?: number }) => Promise<Kept>;

/**
 * Saves an answer as it is typed, one request at a time, the newest words last. Until the server has them they also
 * lie in this browser, so that a lost connection or a link that ran out loses nothing.
 * @param key of the draft in this browser
 */
export function useSaver(kept: Kept | null, key: string, save: SaveAnswer) {
  const [said, setSaid] = useState<Said>(kept ?? EMPTY);
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'failed'>('idle');
  const [error, setError] = useState<unknown>(null);
  const version = useRef(kept?.version);
  const waiting = useRef<Said | null>(null);
  const busy = useRef(false);
  const pump = async () => {
    if (busy.current) return;
    busy.current = true;
    while (waiting.current) {
      const next = waiting.current;
      waiting.current = null;
      setState('saving');
      try {
        const answer = await save({
          ...next,
          ...(version.current !== undefined && { version: version.current }),
        });
        version.current = answer.version;
        setError(null);
        setState('saved');
        if (!waiting.current) localStorage.removeItem(key);
      } catch (failure) {
        setError(failure);
        setState('failed');
        const current =
          failure instanceof ApiError ? (failure.problem.data?.current as Kept | undefined) : undefined;
        if (current) version.current = current.version;
        break;
      }
    }
    busy.current = false;
  };
  const change = (patch: Partial<Said>) => {
    const next = { ...said, ...patch };
    setSaid(next);
    localStorage.setItem(key, JSON.stringify(next));
    // Without its reason "not applicable" would be refused; it waits here until the reason is there.
    if (next.answer === 'not-applicable' && !next.words?.trim()) return;
    waiting.current = next;
    void pump();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what an earlier visit could not save
  useEffect(() => {
    const draft = localStorage.getItem(key);
    if (draft) change(JSON.parse(draft) as Said);
  }, []);
  return { said, change, state, error, again: () => change({}) };
}

const EMPTY: Said = { answer: null, words: null, evidenceUrl: null };
