import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { dayIn } from '#kernel/clock.ts';
import type { Endpoint, InputOf, OutputOf } from '#kernel/endpoint.ts';
import { withParts } from '#kernel/part.ts';
import { ownRolesFor } from '#kernel/part-endpoints.ts';
import type { Actor } from '#kernel/policy.ts';
import type { PartRoles, Role } from '#kernel/roles.ts';
import { type ApiError, call, currentOrg, newKey, request, shownDay } from './api.ts';

export type SessionOrg = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'live' | 'demo' | 'sandbox';
  readonly timeZone: string;
  /** To whom it was handed over and when: closed here. */
  readonly handedOver: { readonly to: string; readonly at: string } | null;
  readonly roles: readonly Role[];
  /** Roles that hold for parts of the organisation only. */
  readonly parts: readonly PartRoles[];
  readonly personId: string;
  /** This organisation asks one's roles for a second factor that is not there: from which day, and whether it has come. */
  readonly secondFactor: { readonly from: string; readonly due: boolean } | null;
  /** This organisation asks for a sign-in of its own: from which day, whether it has come, and where. */
  readonly provider: {
    readonly from: string;
    readonly due: boolean;
    readonly offers: readonly { readonly label: string; readonly start: string }[];
  } | null;
};
export type Session = {
  readonly person: {
    readonly id: string | null;
    readonly name: string;
    readonly email: string;
    readonly secondFactor: boolean;
    /** The provider that opened this session; null: our own sign-in. */
    readonly provider: { readonly label: string; readonly start: string } | null;
  } | null;
  readonly orgs: readonly SessionOrg[];
  readonly needsStart: boolean;
  /** This instance sends e-mail. */
  readonly mail: boolean;
  /** The password was right; a code of the second factor is still to come. */
  readonly waitsForCode?: boolean;
};

/** Who is signed in, and where they belong. */
export function useSession() {
  return useQuery<Session, ApiError>({
    queryKey: ['session'],
    queryFn: () => request('/api/session'),
    staleTime: 30_000,
  });
}

/** The organisation of the address, with one's own roles in it. */
export function useOrg(): SessionOrg | undefined {
  const session = useSession();
  return session.data?.orgs.find((org) => org.id === currentOrg());
}

/** What an endpoint answers, kept fresh; every change of this organisation makes it ask again. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: Partial<InputOf<E>> & Record<string, unknown>,
  options: { readonly enabled?: boolean } = {},
) {
  return useQuery<OutputOf<E>, ApiError>({
    queryKey: [currentOrg(), shownDay(), endpoint.id, input],
    queryFn: () => call(endpoint, input),
    ...options,
  });
}

/**
 * Does something, then lets everything that is shown of this organisation ask again. When no answer came, the same
 * input sent again carries the same key: it counts once, whether or not the first arrived.
 */
export function useCommand<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient();
  const unanswered = useRef<{ readonly text: string; readonly key: string } | null>(null);
  return useMutation<OutputOf<E>, ApiError, Partial<InputOf<E>> & Record<string, unknown>>({
    mutationFn: (input) => {
      const text = JSON.stringify(input);
      if (unanswered.current?.text !== text) unanswered.current = { text, key: newKey() };
      return call(endpoint, input, { key: unanswered.current.key });
    },
    onError: (error) => {
      const status = error.problem?.status ?? 0;
      if (status > 0 && status < 500) unanswered.current = null;
    },
    onSuccess: () => {
      unanswered.current = null;
      return client.invalidateQueries({ queryKey: [currentOrg()] });
    },
  });
}

export type Search = Readonly<Record<string, string>>;

/** The query part of the address: filters, sort, tab and what is open all live there. */
export function useSearchState(): readonly [
  Search,
  (patch: Readonly<Record<string, string | null>>) => void,
] {
  const search = useRouterState({ select: (state) => state.location.search as Search });
  const navigate = useNavigate();
  const change = (patch: Readonly<Record<string, string | null>>) => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...patch }).filter(([, value]) => value !== null && value !== ''),
    ) as Record<string, string>;
    void navigate({ to: '.', search: next as never, replace: true });
  };
  return [search, change];
}

/** Milliseconds without a key after which typed words are looked for: short, since a search takes the server few. */
const TYPING = 60;

/** What is being typed into a field of search, and how to set it; `onWords` hears it when the typing pauses. */
export function useTyped(
  words: string,
  onWords: (words: string) => void,
): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(words);
  const [seen, setSeen] = useState(words);
  if (seen !== words) {
    setSeen(words);
    setTyped(words);
  }
  useEffect(() => {
    if (typed === words) return;
    const timer = setTimeout(() => onWords(typed), TYPING);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped];
}

/**
 * Oneself as the policies see it: the same functions decide here and on the server. For whoever holds roles for parts of
 * the organisation it is by the record whose page this is; on a page of no record, with all of them: the server looks
 * at what is written.
 */
export function useActor(): Actor {
  const session = useSession();
  const org = useOrg();
  const parts = org?.parts ?? [];
  const record = useRouterState({ select: (state) => recordIn(state.location.pathname) });
  const held = useEndpoint(
    ownRolesFor,
    { id: record ?? '' },
    { enabled: parts.length > 0 && record !== null },
  );
  const self: Actor = {
    id: org?.personId ?? null,
    name: session.data?.person?.name ?? '',
    via: 'session',
    roles: org?.roles ?? [],
  };
  if (parts.length === 0) return self;
  const partial: Actor = { ...self, wide: self.roles, parts };
  if (record === null) return withParts(partial, parts);
  if (!held.data) return partial;
  const { roles, place } = held.data;
  return { ...partial, roles, ...(place !== null && { place }) };
}

/** The record whose page an address is: the last id or reference in it, else whatever stands where one would. */
function recordIn(path: string): string | null {
  const [, , ...rest] = path.split('/').filter((each, i) => i === 0 || each !== '');
  const [, second, ...more] = rest;
  if (second === undefined) return null;
  const ids = [second, ...more].filter((each) =>
    /^([a-z]{2,8}_[0-9a-f-]{20,}|[A-Z]{2,5}-\d{4,})$/.test(each),
  );
  return ids.at(-1) ?? second;
}

/** The day that the page calls today (YYYY-MM-DD): the shown day, or today in the organisation's time zone. */
export function useToday(): string {
  const timeZone = useOrg()?.timeZone;
  return shownDay() ?? dayIn(timeZone, new Date());
}
