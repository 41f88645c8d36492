import type { AppModule } from '#platform/module.ts';

import { supplierModule } from './supplier/module.ts';

/** Every AIMS process, one line each. */
export const modules: readonly AppModule[] = [supplierModule];
