import type { OutputOf } from '#kernel/endpoint.ts';
import type { providerActs } from '../contract.ts';

/** A provider as the list answers it. */
export type ProviderShown = OutputOf<typeof providerActs.list>['providers'][number];
