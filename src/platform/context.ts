import type { AliasableExpression } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Logger } from 'pino';
import type { Catalog } from '#catalog/catalog.ts';
import type { PackChoice } from '#catalog/installed.ts';
import type { Check, CheckRow } from '#kernel/check.ts';
import type { Clock } from '#kernel/clock.ts';
import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import type { Endpoint, InputOf, OutputOf } from '#kernel/endpoint.ts';
import type { LinkKind } from '#kernel/link.ts';
import type { Belonging } from '#kernel/part.ts';
import type { Actor, Decision } from '#kernel/policy.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import type { RestingRow } from '#kernel/rests.ts';
import type { Dependent, DependentRow, SignificantChange } from '#kernel/staleness.ts';
import type { Accounts } from './accounts.ts';
import type { Window } from './checks/changes.ts';
import type { CheckState } from './checks/state.ts';
import type { EngineName, Reader } from './db/database.ts';
import type { ByProgram } from './effects.ts';
import type { Files } from './files/files.ts';
import type { Shelf } from './handover/exported.ts';
import type { Message } from './mail/message.ts';
import type { Mail, MailState } from './mail/outbox.ts';
import type { ReadOnlyOrg } from './org.ts';
import type { FetchOutside } from './outside/outside.ts';
import type { Erasure } from './trail/erasure.ts';
import type { Verification, VerifyOptions } from './trail/verification.ts';
import type { Tx } from './tx.ts';
import type { At, Seq } from './view.ts';

/** The hands of a reading operation: passed by hand, no container. */
export type Ctx = At & {
  readonly org: ReadOnlyOrg;
  readonly at: 'now' | Seq;
  readonly engine: EngineName;
  /** The day of every rule: today, or the day that an as-of read shows. */
  readonly today: string;
  readonly now: string;
  readonly actor: Actor;
  readonly catalog: Catalog;
  readonly registry: Registry;
  readonly log: Logger;
  /** Keeps runs of checks for the next reader, after this read; a cache, never a record. Absent: nothing is kept. */
  readonly remember?: (states: readonly CheckState[]) => void;
};

/** The hands of an operation that needs several transactions, files or the outside: imports, exports, backups. */
export type ActionCtx = Omit<Ctx, 'q'> & {
  readonly clock: Clock;
  readonly files: Files;
  /** Reads now, or at the position this action was asked for. */
  readonly read: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** The same, off the event loop and all of it at one moment, as what is frozen or printed must be. Not inside itself. */
  readonly scan: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** Accounts, invitations and keys, bound to this organisation where they belong to one. */
  readonly accounts: Omit<
    Accounts,
    'identify' | 'forget' | 'invite' | 'invitations' | 'withdrawInvitations' | 'makeLink'
  > & {
    readonly makeLink: (link: Parameters<Accounts['makeLink']>[1]) => Promise<string>;
    readonly invite: (invitation: Parameters<Accounts['invite']>[1]) => Promise<string>;
    readonly invitations: () => ReturnType<Accounts['invitations']>;
    readonly withdrawInvitations: (meant: string) => ReturnType<Accounts['withdrawInvitations']>;
  };
  /** The catalog with other versions of packs than those in use. @throws Error when one is not installed */
  readonly catalogOf: (use: PackChoice) => Promise<Catalog>;
  /** E-mail in this organisation's name; it leaves after what was written is committed. */
  readonly mail: Pick<Mail, 'on' | 'from' | 'link'> & {
    readonly queue: (message: Message, key?: string) => Promise<void>;
    readonly state: () => Promise<MailState>;
  };
  /** Calls addresses that people typed in: the one way out, guarded. @throws OutsideError */
  readonly outside: FetchOutside;
  /** Commands on behalf of this person by a program of theirs: rehearsed, or carried out. */
  readonly byProgram: ByProgram;
  /** Seals small secrets with the key of this instance, each under a name. @throws SealError when it was another's */
  readonly sealing: {
    readonly close: (secret: Uint8Array, name: string) => Uint8Array;
    readonly open: (sealed: Uint8Array, name: string) => Uint8Array;
  };
  /** Holds the log of this organisation against its records. */
  readonly verify: (options: VerifyOptions) => Promise<Verification>;
  /** Takes values about people out of every version, by right. */
  readonly erase: (erasure: Erasure) => Promise<number>;
  /** Signs the committed state of the log, for what is issued; answers the note. */
  readonly checkpoint: (reason: string) => Promise<string>;
  /** Exports of this organisation for another instance. */
  readonly handover: Shelf;
  /** One transaction under this action's name. A trial answers what it would have done, and keeps nothing of it. */
  readonly write: <T>(run: (tx: Tx) => Promise<T>, options?: { readonly trial?: boolean }) => Promise<T>;
};

export type Allow<In, Hands> = (actor: Actor, input: In, hands: Hands) => Decision | Promise<Decision>;

/** What a link says: which kind it is, what was put into it, and until when it opens. */
export type OpenedLink = { readonly payload: Readonly<Record<string, unknown>>; readonly expiresAt: string };

/** The hands of somebody who holds a link and has no account: reads, and writes in the name of a recorded person. */
export type LinkHands = {
  readonly link: OpenedLink;
  readonly read: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** One transaction; the entry names the person that the link names, and `by-link` in the operation. */
  readonly write: <T>(personId: string, run: (tx: Tx) => Promise<T>) => Promise<T>;
};

/** An endpoint that a link opens instead of a sign-in. The link is its policy: it must name the one thing it opens. */
export type LinkOperation<E extends Endpoint = Endpoint> = {
  readonly endpoint: E;
  readonly kind: Parameters<Accounts['makeLink']>[1]['kind'];
  readonly run: (hands: LinkHands, input: InputOf<E>) => Promise<OutputOf<E>>;
};

/** JSON that is already bytes (lists), passed through as it is. */
export type RawJson = { readonly json: Uint8Array };
/** A file to hand out. `inline` only for kinds that a browser shows without running anything. */
export type FileAnswer = {
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  readonly mediaType: string;
  readonly name: string;
  readonly inline?: boolean;
};

export type Answer<E extends Endpoint> = OutputOf<E> | RawJson | FileAnswer;

/**
 * An endpoint bound to what may be done and what it does. `allow` is required by the type: it cannot be forgotten.
 * - query: reads; `heavy` moves it off the event loop
 * - command: one transaction; `allow` and `run` see the same state
 * - action: several transactions, files or the outside
 */
export type Operation<E extends Endpoint = Endpoint> =
  | {
      readonly kind: 'query';
      readonly endpoint: E;
      readonly heavy: boolean;
      readonly allow: Allow<InputOf<E>, Ctx>;
      readonly run: (ctx: Ctx, input: InputOf<E>) => Promise<Answer<E>>;
    }
  | {
      readonly kind: 'command';
      readonly endpoint: E;
      readonly allow: Allow<InputOf<E>, Tx>;
      readonly run: (tx: Tx, input: InputOf<E>) => Promise<Answer<E>>;
    }
  | {
      readonly kind: 'action';
      readonly endpoint: E;
      /**
       * Roles for parts of the organisation count: all that it changes is written by `write`, where what lies outside
       * is found. Absent: it takes a role of the whole organisation.
       */
      readonly inParts?: boolean;
      readonly allow: Allow<InputOf<E>, Ctx>;
      readonly run: (
        ctx: ActionCtx,
        input: InputOf<E>,
        body: AsyncIterable<Uint8Array> | null,
      ) => Promise<Answer<E>>;
    };

/** What the modules registered, looked up by name. Built once at start; modules never reach into each other. */
export type Registry = {
  readonly modules: readonly AppModule[];
  readonly records: ReadonlyMap<string, RecordDefinition>;
  /** Every operation by the id of its endpoint. */
  readonly operations: ReadonlyMap<string, { readonly module: AppModule; readonly operation: Operation }>;
  /** @throws AppError `invalid-input` for an unknown kind */
  readonly linkKind: (kind: string) => LinkKind;
  readonly linkKinds: readonly LinkKind[];
  readonly requiredLinkKinds: () => readonly string[];
  /** How records of a type belong to AI systems; a type that is not here belongs to the whole organisation. */
  readonly belongs: ReadonlyMap<string, Belonging>;
};

/** A conformity rule whose query this platform can wrap: count it, page it, restrict it. */
export type PlatformCheck = Check<Ctx, AliasableExpression<CheckRow>> & {
  /** Rows to judge again that only a query finds, beside those of `touches`; null when the whole check must run. */
  readonly reached?: (ctx: Ctx, window: Window) => Promise<readonly string[] | null>;
};

/** Records that rest on AI systems, by a query that this platform can join. */
export type PlatformDependent = Dependent<Ctx, AliasableExpression<DependentRow>>;

/** One thing somebody should do next, for the inbox of home. */
export type Task = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** Why it waits, in one sentence. */
  readonly why: string;
  /** A path of the web app, below the organisation. */
  readonly href: string;
  readonly dueAt: string | null;
  readonly count: number;
  /** Whose turn it is, in words, when this person has done their part; absent: it is this person's. */
  readonly waitsFor?: string;
  /** Needs this person's own authority: whoever stands in for them does not get it. */
  readonly authority?: true;
};

/** Why an issued Statement of Applicability leaves a control of Annex A out. */
export type Exclusion = { readonly soaVersion: number; readonly reason: string };

/** Work that runs later, outside any request. Must be able to run twice. */
export type JobHandler = {
  readonly kind: string;
  /** Left once a day for every organisation. */
  readonly daily?: boolean;
  /** Left at every wake of the schedule, every ten minutes, unless it still waits. */
  readonly often?: boolean;
  /** What it did, for histories of the records it writes: "found that a window did not come". */
  readonly past?: string;
  readonly run: (ctx: ActionCtx, payload: Readonly<Record<string, unknown>>) => Promise<void>;
};

/** What must hold before an AI system enters a life-cycle stage; registered by the module that knows. */
export type GateCondition = {
  readonly id: string;
  readonly title: string;
  /** Only for these stages; absent means for every one. */
  readonly stages?: readonly string[];
  /** `fix` is where what is missing is mended: a path of the web app, below the organisation. */
  readonly judge: (
    ctx: Ctx,
    systemId: string,
  ) => Promise<{ readonly ok: boolean; readonly reason: string; readonly fix?: string }>;
};

/** What stands behind a secret address. */
export type DoorHands = {
  /** Reads tables that no organisation keys: a token is looked up before anybody knows whose it is. */
  readonly look: <T>(run: (q: Reader) => Promise<T>) => Promise<T>;
  /** The hands of one organisation under the name of an operation, in nobody's name. */
  readonly act: (org: string, operation: string) => Promise<ActionCtx>;
};

/** What stands behind a protocol of others: one organisation, in the name of whoever the protocol found out. */
export type ProtocolHands = {
  /** @throws AppError `not-found` for an organisation that does not exist */
  readonly look: <T>(org: string, run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  readonly act: (org: string, operation: string, actor: Actor) => Promise<ActionCtx>;
};

/**
 * A protocol that others wrote, with paths, bodies and errors of its own (SCIM). It finds out by itself who asks; whoever
 * is refused by 401 often must wait.
 */
export type Protocol = {
  /** Below the root of the site; all that begins with it. */
  readonly path: string;
  readonly answer: (hands: ProtocolHands, request: Request) => Promise<Response>;
};

/**
 * A file or page for whoever holds its secret address, without a sign-in: calendar programs, links in mailboxes.
 * Addresses that are no good all get the same answer, and whoever tries many must wait.
 */
export type Door = {
  readonly method: 'GET' | 'POST';
  /** Below `/api`, ending in `/:token`. */
  readonly path: string;
  /** For people rather than programs: the path begins at the root of the site. */
  readonly atRoot?: boolean;
  /** What an address looks like, when an organisation may choose it; otherwise it is a secret text. */
  readonly form?: RegExp;
  /** Null: there is nothing behind this token. */
  readonly answer: (hands: DoorHands, token: string) => Promise<FileAnswer | null>;
};

/** Work with a rhythm of its own beside requests and jobs: what goes out by itself. Every server of an instance runs it. */
export type Sweep = {
  /** The operation under which it writes. */
  readonly name: string;
  /** What it did, for histories of the records it writes. */
  readonly past?: string;
  /** Looks for what is due and does it. @returns how much it did */
  readonly run: (hands: DoorHands & { readonly clock: Clock; readonly log: Logger }) => Promise<number>;
};

/** One AIMS process: a folder that registers what it owns. */
export type AppModule = {
  readonly name: string;
  readonly title: string;
  /** Modules whose contract, api or read view this one uses. */
  readonly needs: readonly string[];
  readonly records: readonly RecordDefinition[];
  readonly links: readonly LinkKind[];
  readonly migrations: (engine: EngineName) => Record<string, Migration>;
  readonly operations: readonly Operation[];
  /** What holders of a link may do without an account. */
  readonly byLink?: readonly LinkOperation[];
  /** How its records belong to AI systems, and so to the parts of the organisation for which roles may hold. */
  readonly belongs?: readonly Belonging[];
  readonly checks: readonly PlatformCheck[];
  readonly jobs: readonly JobHandler[];
  readonly sweeps?: readonly Sweep[];
  /** What a new organisation starts with. Runs once, when it is made. */
  readonly initialise?: (tx: Tx) => Promise<void>;
  readonly gates?: readonly GateCondition[];
  /** Changes in this register after which others must be looked at again. */
  readonly significant?: readonly SignificantChange[];
  /** Records of this register that rest on AI systems. */
  readonly dependents?: readonly PlatformDependent[];
  /** Checks that follow from what all modules registered. */
  readonly derivedChecks?: (registry: Registry) => readonly PlatformCheck[];
  /** What this actor should do next in this module. */
  readonly tasks?: (ctx: Ctx) => Promise<readonly Task[]>;
  /** The days that records of this module fix, for the calendar; the earliest first, at most `limit`. */
  readonly dates?: (ctx: Ctx, span: DateSpan) => Promise<readonly DatedRow[]>;
  /** Records that rest on entries of packs; only those on one of `entries` are asked for. */
  readonly rests?: (ctx: Ctx, entries: ReadonlySet<string>) => Promise<readonly RestingRow[]>;
  /** What is reached by a secret address instead of a sign-in. */
  readonly doors?: readonly Door[];
  /** Protocols of others that it speaks. */
  readonly protocols?: readonly Protocol[];
  /** The versions of packs that the organisation chose, now or as of a position. */
  readonly packs?: (at: At) => Promise<PackChoice>;
  /** What entries did that none of its operations wrote, for histories: "let somebody in". */
  readonly pasts?: Readonly<Record<string, string>>;
  /** The controls that the issued Statement of Applicability excludes, by their Annex A ids such as `A.5.2`. */
  readonly exclusions?: (ctx: Ctx) => Promise<ReadonlyMap<string, Exclusion>>;
};
