import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError, call, currentOrg } from '#ui/api.ts';
import { impactActs } from '../acts.ts';
import type { AnswerValue } from '../values.ts';
import type { Interview } from './matrix.tsx';

export type Question = Interview['questions'][number];
type Theirs = {
  readonly value: AnswerValue | null;
  readonly version: number;
  readonly answeredBy: string | null;
};
export type Clash = { readonly mine: AnswerValue | null; readonly theirs: Theirs };

/** How long typing rests before it is saved, in milliseconds. */
const REST = 700;

/**
 * The typed answer to one question, saved while it is typed: on the version the last save made, one after the other.
 * When somebody else answered meanwhile both values are kept until one is chosen.
 */
export function useAnswer(impactId: string, question: Question) {
  const client = useQueryClient();
  const [value, setValue] = useState<AnswerValue>(question.answer?.value ?? {});
  const [state, setState] = useState<'rest' | 'waiting' | 'saving' | 'saved'>('rest');
  const [error, setError] = useState<unknown>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const version = useRef(question.answer?.version ?? null);
  const saved = useRef(textOf(question.answer?.value ?? null));
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pending = useRef<AnswerValue | null>(null);

  const write = async (mine: AnswerValue | null): Promise<void> => {
    if (textOf(mine) === saved.current) return setState('saved');
    setState('saving');
    setError(null);
    try {
      const kept = await call(impactActs.answer, {
        id: impactId,
        question: question.id,
        value: mine,
        version: version.current,
      });
      version.current = kept.version;
      saved.current = textOf(mine);
      setState('saved');
      await client.invalidateQueries({ queryKey: [currentOrg()] });
    } catch (problem) {
      const theirs = theirsIn(problem);
      setState('rest');
      if (!theirs) return setError(problem);
      if (textOf(theirs.value) === textOf(mine)) {
        version.current = theirs.version;
        saved.current = textOf(mine);
        return setState('saved');
      }
      setClash({ mine, theirs });
    }
  };
  const flush = () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const mine = pending.current;
    if (mine === null) return;
    pending.current = null;
    line.current = line.current.then(() => write(pruned(mine)));
  };
  const change = (patch: AnswerValue) => {
    const next = { ...value, ...patch };
    setValue(next);
    setState('waiting');
    pending.current = next;
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(flush, REST);
  };
  const put = (next: AnswerValue) => {
    setValue(next);
    pending.current = next;
    flush();
  };
  const choose = (mine: boolean) => {
    if (!clash) return;
    version.current = clash.theirs.version;
    saved.current = textOf(clash.theirs.value);
    setClash(null);
    if (mine) line.current = line.current.then(() => write(clash.mine));
    else setValue(clash.theirs.value ?? {});
  };
  // What somebody else saved is shown as long as nothing of one's own waits.
  const theirs = question.answer;
  useEffect(() => {
    if (pending.current !== null || clash || !theirs || theirs.version <= (version.current ?? 0)) return;
    version.current = theirs.version;
    saved.current = textOf(theirs.value);
    setValue(theirs.value ?? {});
  }, [theirs, clash]);
  // Leaving the question saves what was typed last.
  const last = useRef(flush);
  last.current = flush;
  useEffect(() => () => last.current(), []);
  return { value, change, put, flush, state, error, clash, choose };
}

/** Without what is empty; null when nothing is left. */
function pruned(value: AnswerValue): AnswerValue | null {
  const kept = Object.entries(value).flatMap(([key, part]) => {
    const clean = Array.isArray(part)
      ? (part as string[]).map((each) => each.trim()).filter(Boolean)
      : typeof part === 'string'
        ? part.trim()
        : key === 'parts' && part
          ? Object.fromEntries(Object.entries(part).filter(([, words]) => String(words).trim() !== ''))
          : part;
    const empty =
      clean === undefined ||
      clean === '' ||
      (Array.isArray(clean) && clean.length === 0) ||
      (typeof clean === 'object' && clean !== null && Object.keys(clean).length === 0);
    return empty ? [] : [[key, clean] as const];
  });
  return kept.length === 0 ? null : (Object.fromEntries(kept) as AnswerValue);
}

/** The same text for the same answer, however its parts are ordered. */
function textOf(value: AnswerValue | null): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}

function theirsIn(problem: unknown): Theirs | undefined {
  if (!(problem instanceof ApiError) || problem.problem.code !== 'conflict') return undefined;
  return problem.problem.data?.current as Theirs | undefined;
}
