import { z } from 'zod';
import { branding } from './branding.ts';
import { auditException, DEFAULT_ADVISED_YEARS, MAX_ADVISED_YEARS } from './impartiality.ts';
import { msg, t } from './language.ts';
import { language } from './language-choice.ts';
import { defineRecord } from './record.ts';
import { roleIds } from './roles.ts';

/** The organisation itself: one record per organisation. */
export const organisation = defineRecord({
  type: 'organisation',
  prefix: 'org',
  schema: 1,
  name: [msg('organisation'), msg('organisations')],
  fields: z.object({
    name: z.string().min(1, msg('Give the organisation a name')).max(200),
    /** IANA name; the day of every rule and of `as of` ends there. */
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .refine(isTimeZone, msg('Use an IANA time zone such as Europe/Berlin')),
    /** Ids of the nine sectors (R183). */
    sectors: z.array(z.string().max(60)).max(9),
    people: z.number().int().min(0).max(100_000_000).nullable(),
    bodyKind: z.string().max(60).nullable(),
    establishment: z.string().max(60).nullable(),
    /** Set when one person may prepare and approve; shown on every such approval. */
    singlePersonReason: z.string().max(2000).nullable(),
    /** Addresses that receive every checkpoint. */
    witnesses: z.array(z.email()).max(50),
    /** Which version of each catalog pack this organisation uses. */
    packs: z.record(z.string(), z.string()),
    /** From this day deciding roles open the organisation with a second factor only; null: it is their own choice. */
    secondFactorFrom: z.iso.date().nullable(),
    /** An act of authority needs a proof of who acts that is no older than so many minutes; null: the session is enough. */
    stepUpMinutes: z.number().int().min(1).max(1440).nullable(),
    /** Set while it is closed here because another instance goes on with it. */
    handedOver: z.object({ to: z.string().min(1).max(200), at: z.string() }).nullable(),
    /** How it came to this instance. A hand-over goes on with its log; a copy has an epoch of its own. */
    cameFrom: z
      .object({
        kind: z.enum(['hand-over', 'copy']),
        from: z.string(),
        madeAt: z.string(),
        at: z.string(),
        /** Of the log as it came: its size and root. */
        size: z.number().int(),
        root: z.string(),
      })
      .nullable(),
    /** Years between advising this organisation and auditing it; null: three. */
    advisedYears: z.number().int().min(DEFAULT_ADVISED_YEARS).max(MAX_ADVISED_YEARS).nullable(),
    auditExceptions: z.array(auditException).max(50).nullable(),
    branding: branding.nullable(),
    /** Of messages to people who chose none themselves, and to people outside; null: English. */
    language: language.nullable(),
  }),
  head: (fields) => ({ title: fields.name }),
});

/** A human being, with or without an account. Text about them is nullable: it can be erased. */
export const person = defineRecord({
  type: 'person',
  prefix: 'prs',
  schema: 1,
  name: [msg('person'), msg('people')],
  fields: z.object({
    name: z.string().min(1, msg('Give a name')).max(200).nullable(),
    email: z.email(msg('This is not an e-mail address')).max(254).nullable(),
    jobTitle: z.string().max(200).nullable(),
    organisationName: z.string().max(200).nullable(),
    authUserId: z.string().max(80).nullable(),
    active: z.boolean(),
    /** Of messages to this person; null: as the organisation. */
    language: language.nullable(),
  }),
  personal: ['name', 'email', 'jobTitle', 'organisationName', 'authUserId', 'language'],
  head: (fields) => ({
    title: fields.name ?? t('An erased person'),
    state: fields.active ? 'active' : 'inactive',
  }),
});

/** The parts of the organisation for which roles hold. */
export const membershipScope = z.strictObject({
  units: z.array(z.string().max(80)).max(200),
  systems: z.array(z.string().max(80)).max(500),
});

export type MembershipScope = z.output<typeof membershipScope>;

/** What a person is in this organisation, and by what right. */
export const membership = defineRecord({
  type: 'membership',
  prefix: 'mbr',
  schema: 2,
  name: [msg('membership'), msg('memberships')],
  fields: z.object({
    personId: z.string().max(80),
    roles: z.array(z.enum(roleIds)).max(roleIds.length),
    /** True for a named approver from outside; `ground` then says by what authority. */
    outside: z.boolean(),
    ground: z.string().max(2000).nullable(),
    until: z.iso.date().nullable(),
    /** Where the roles hold: null in the whole organisation, else only for these units with all below them, and these AI systems. */
    scope: membershipScope.nullable(),
  }),
  head: (fields) => ({ title: fields.roles.join(', '), owner: fields.personId }),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
