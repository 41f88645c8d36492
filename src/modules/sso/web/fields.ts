import { msg } from '#kernel/language.ts';
import { type Role, roleIds, roleOptions } from '#kernel/roles.ts';
import type { Field } from '#ui/fields.tsx';
import type { RowValue } from '#ui/rows-input.tsx';

const label: Field = {
  key: 'label',
  label: msg('Name'),
  kind: 'text',
  required: true,
  help: msg('What people read on the button, such as the name of your directory'),
};

/** What an administrator copies from the provider, for OpenID Connect. */
export const oidcFields: readonly Field[] = [
  label,
  {
    key: 'issuer',
    label: msg('Issuer'),
    kind: 'text',
    required: true,
    help: msg('An address that begins with https://; the provider names it in its settings'),
  },
  { key: 'clientId', label: msg('Client id'), kind: 'text', required: true },
  {
    key: 'clientSecret',
    label: msg('Client secret'),
    kind: 'text',
    help: msg('Kept sealed and never shown again; leave it empty to keep the one you gave'),
  },
  {
    key: 'scopes',
    label: msg('Scopes'),
    kind: 'text',
    help: msg('Usually: openid email profile'),
  },
];

/** The same for SAML. */
export const samlFields: readonly Field[] = [
  label,
  {
    key: 'metadataUrl',
    label: msg('Address of its metadata'),
    kind: 'text',
    help: msg('Read once, now. Read them again here when the provider changes its certificate'),
  },
  {
    key: 'metadataXml',
    label: msg('Or the metadata themselves'),
    kind: 'long',
    help: msg('The XML as the provider gives it'),
  },
];

/** Who comes in by it, and as what. */
export const peopleFields: readonly Field[] = [
  {
    key: 'domains',
    label: msg('E-mail domains'),
    kind: 'tags',
    help: msg('Whoever types an address of these on the sign-in page is led here'),
  },
  {
    key: 'shown',
    label: msg('On the sign-in page'),
    kind: 'select',
    required: true,
    options: [
      { value: 'no', label: msg('Only after an address of a domain was typed') },
      { value: 'yes', label: msg('A button for everybody, which tells your name to strangers') },
    ],
  },
  {
    key: 'emailTrusted',
    label: msg('Its e-mail addresses'),
    kind: 'select',
    required: true,
    options: [
      { value: 'no', label: msg('Count when it says that they are verified') },
      { value: 'yes', label: msg('Always count: nobody can choose their own there') },
    ],
    help: msg(
      'SAML and Entra ID do not say it. Choose the second only when your administrators give the addresses',
    ),
  },
  {
    key: 'newcomerRoles',
    label: msg('Roles of newcomers'),
    kind: 'many',
    options: roleOptions,
    help: msg('Empty: only people who are known here or invited come in'),
  },
  { key: 'emailClaim', label: msg('Claim with the e-mail address'), kind: 'text' },
  { key: 'nameClaim', label: msg('Claim with the name'), kind: 'text' },
  {
    key: 'groupsClaim',
    label: msg('Claim with the groups'),
    kind: 'text',
    help: msg('Empty: groups bring no roles'),
  },
  {
    key: 'groupRoles',
    label: msg('What groups bring'),
    kind: 'rows',
    columns: [
      { key: 'group', label: msg('Group') },
      { key: 'role', label: msg('Role'), options: roleOptions },
    ],
    help: msg('As the provider names the group, by name or id; the role goes when the group goes'),
  },
  {
    key: 'strongValues',
    label: msg('What counts as a second factor'),
    kind: 'tags',
    help: msg(
      'Values of amr or acr, or the SAML authentication context. Empty: nothing that the provider says',
    ),
  },
];

type GroupRoles = readonly { readonly group: string; readonly roles: readonly Role[] }[];

/** One row for each group and role. */
export function rowsOf(groupRoles: GroupRoles): readonly RowValue[] {
  return groupRoles.flatMap(({ group, roles: brought }) => brought.map((role) => ({ group, role })));
}

/** The inverse: rows of one group together. */
export function groupRolesOf(rows: readonly RowValue[]): GroupRoles {
  const groups = new Map<string, Role[]>();
  for (const { group, role } of rows) {
    const name = String(group ?? '').trim();
    if (name !== '') groups.set(name, [...(groups.get(name) ?? []), (role ?? roleIds[0]) as Role]);
  }
  return [...groups].map(([group, all]) => ({ group, roles: [...new Set(all)] }));
}
