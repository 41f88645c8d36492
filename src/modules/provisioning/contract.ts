import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { roleIds } from '#kernel/roles.ts';

const roles = z.array(z.enum(roleIds)).max(roleIds.length);

/** What lets a directory write people into this organisation (SCIM). Of the token only its hash is kept. */
export const provisioningToken = defineRecord({
  type: 'provisioningToken',
  prefix: 'prt',
  schema: 1,
  name: [msg('provisioning token'), msg('provisioning tokens')],
  fields: z.object({
    name: z.string().trim().min(1, msg('Name the directory that uses it')).max(80),
    hash: z.string().length(64),
    expiresOn: z.iso.date(),
    revoked: z.boolean(),
  }),
  head: (fields) => ({ title: fields.name, state: fields.revoked ? 'revoked' : 'active' }),
});

/** How a directory knows a person (RFC 7643, 4.1); the person themselves is a record of people. */
export const directoryUser = defineRecord({
  type: 'directoryUser',
  prefix: 'dus',
  schema: 1,
  name: [msg('directory user'), msg('directory users')],
  fields: z.object({
    personId: z.string().max(80),
    userName: z.string().max(254).nullable(),
    externalId: z.string().max(254).nullable(),
    givenName: z.string().max(200).nullable(),
    familyName: z.string().max(200).nullable(),
  }),
  personal: ['userName', 'externalId', 'givenName', 'familyName'],
  head: (fields) => ({ title: fields.userName ?? 'An erased person', owner: fields.personId }),
});

/** A group of a directory (RFC 7643, 4.2) and the roles that it brings. */
export const directoryGroup = defineRecord({
  type: 'directoryGroup',
  prefix: 'dgr',
  schema: 1,
  name: [msg('directory group'), msg('directory groups')],
  fields: z.object({
    displayName: z.string().trim().min(1).max(256),
    externalId: z.string().max(254).nullable(),
    roles,
  }),
  head: (fields) => ({ title: fields.displayName }),
});

const id = z.string().max(80);
const version = z.coerce.number().int().min(1);
const token = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  expiresOn: z.string(),
  revoked: z.boolean(),
});
const group = z.object({
  id: z.string(),
  version: z.number(),
  displayName: z.string(),
  roles,
  members: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const provisioningActs = {
  list: endpoint({
    id: 'provisioning.list',
    method: 'GET',
    path: '/provisioning',
    summary: 'Show the directories that write people here, and what their groups mean',
    input: z.object({}),
    output: z.object({
      address: z.string(),
      users: z.number(),
      tokens: z.array(token),
      groups: z.array(group),
    }),
  }),
  makeToken: endpoint({
    id: 'provisioning.makeToken',
    method: 'POST',
    path: '/provisioning/tokens',
    summary: 'Make a token by which a directory writes people here (SCIM); it is shown once',
    past: msg('made this token'),
    input: z.object({
      name: provisioningToken.fields.shape.name,
      days: z.coerce.number().int().min(1).max(730).default(365),
    }),
    output: token.extend({ token: z.string() }),
  }),
  revokeToken: endpoint({
    id: 'provisioning.revokeToken',
    method: 'DELETE',
    path: '/provisioning/tokens/:id',
    summary: 'Revoke a provisioning token at once',
    past: msg('revoked this token'),
    input: z.object({ id, version }),
    output: token,
  }),
  setRoles: endpoint({
    id: 'provisioning.setRoles',
    method: 'POST',
    path: '/provisioning/groups/:id/roles',
    summary: 'Say which roles a group of the directory brings to its members',
    past: msg('decided which roles this group brings'),
    refs: ['iso-42001:5.3'],
    input: z.object({ id, version, roles }),
    output: group,
  }),
} as const;
