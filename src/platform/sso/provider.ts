import { identityProvider } from '#kernel/identity-provider.ts';
import type { RecordOf } from '#kernel/record.ts';
import { decodeRecord } from '../db/record-codec.ts';
import type { At } from '../view.ts';
import { identityProviders } from './tables.ts';

type ProviderFields = Omit<RecordOf<typeof identityProvider>, 'ref' | 'version'>;

/** A provider of one organisation, or of the whole instance (`org` is null), which its operator vouches for. */
export type Provider = ProviderFields & { readonly org: string | null };

/** In addresses and in the session: whose provider it is. */
export function providerKey(provider: { readonly org: string | null; readonly id: string }): string {
  return `${provider.org ?? 'instance'}/${provider.id}`;
}

/** All providers of an organisation, those that are off included. */
export async function readProviders(at: At): Promise<readonly Provider[]> {
  return (await identityProviderRows(at)).map((each) => ({ ...each, org: at.org.id }));
}

/** Their records, by name. */
export async function identityProviderRows(at: At): Promise<readonly RecordOf<typeof identityProvider>[]> {
  const rows = await at.q
    .selectFrom(identityProviders(at).as('p'))
    .selectAll('p')
    .orderBy('p.label')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => decodeRecord(identityProvider, row));
}
