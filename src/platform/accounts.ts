import type { MembershipScope } from '#kernel/people.ts';
import type { Role } from '#kernel/roles.ts';

/** Whose session or key a request carries; not yet what they may do anywhere. */
export type Identity = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly via: 'session' | 'key';
  /** The session of this request; none for a key. */
  readonly sessionId: string | null;
  /** The key of this request; none for a session. */
  readonly keyId: string | null;
  /** The account signs in with a second factor. */
  readonly secondFactor: boolean;
  /** More than a password stands behind this request: a second factor, or a passkey. */
  readonly strong: boolean;
  /** When this session last proved who it is (ISO); none for a key. */
  readonly provenAt: string | null;
  /** The one organisation that this session or key opens; null: all of the account. */
  readonly onlyOrg: string | null;
  /** The provider that opened this session (`org/id`); null: our own sign-in, or a key. */
  readonly ssoProvider: string | null;
  /** A session, or a key that was made for acts of authority too. */
  readonly authority: boolean;
  /** The AI systems that this key was narrowed to; null for a session, and for a key that may what its person may. */
  readonly systems: readonly string[] | null;
};

export type KeyRow = {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly userName: string;
  readonly createdAt: string;
  readonly enabled: boolean;
  /** Made for acts of authority too. */
  readonly authority: boolean;
  /** The AI systems it was narrowed to; null: it may what its person may. */
  readonly systems: readonly string[] | null;
};

/** What an invitation opens: a sign-in with these roles. It approves nothing by itself (spine.md section 8). */
export type Invitation = {
  readonly email: string;
  readonly roles: readonly Role[];
  readonly outside: boolean;
  readonly ground: string | null;
  /** Where the roles will hold; null, or absent in one made before there were any: in the whole organisation. */
  readonly scope?: MembershipScope | null;
  readonly invitedBy: string | null;
  /** Somebody who is recorded here and has no account: it becomes theirs, with the roles they have; absent: a new person's. */
  readonly personId?: string;
};

/** A link that waits for whoever it was made for; what opens it is known to nobody here. */
export type OpenInvitation = Invitation & { readonly id: string; readonly expiresAt: string };

/** What the rest of the house knows of sign-in. Passwords, sessions and keys themselves stay in the room `auth`. */
export type Accounts = {
  readonly identify: (request: Request) => Promise<Identity | null>;
  /** Makes the one-time link of an invitation. @returns its token, shown once */
  readonly invite: (org: string, invitation: Invitation) => Promise<string>;
  /** Links of invitations that were neither used nor withdrawn and whose time is not over, the latest first. */
  readonly invitations: (org: string) => Promise<readonly OpenInvitation[]>;
  /** Makes the links of an address, or the one with this id, open nothing any more. @returns how many did */
  readonly withdrawInvitations: (org: string, meant: string) => Promise<number>;
  /** Makes a link that opens one thing without an account, for some days. @returns its token, shown once */
  readonly makeLink: (
    org: string,
    link: {
      readonly kind: 'interview';
      readonly payload: Readonly<Record<string, unknown>>;
      readonly days: number;
    },
  ) => Promise<string>;
  readonly keys: (userIds: readonly string[]) => Promise<readonly KeyRow[]>;
  readonly createKey: (
    userId: string,
    key: {
      readonly name: string;
      readonly days: number;
      readonly authority: boolean;
      /** Opens this organisation alone, as the session that makes it does. */
      readonly onlyOrg: string | null;
      readonly systems: readonly string[] | null;
    },
  ) => Promise<{ readonly id: string; readonly key: string; readonly expiresOn: string }>;
  readonly revokeKey: (id: string) => Promise<void>;
  /** Ends every session of an account; keys stay. @returns how many */
  readonly endSessions: (userId: string) => Promise<number>;
  /** Ends every session of an account, and its keys unless another organisation still has the person. */
  readonly endAll: (userId: string) => Promise<void>;
  /** Ends the sessions that a provider (`org/id`) opened. */
  readonly endProvider: (provider: string) => Promise<void>;
  /** Drops what is remembered of sessions and keys. */
  readonly forget: () => void;
};
