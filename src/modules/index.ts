import type { AppModule } from '#platform/module.ts';
import { conformityModule } from './conformity/module.ts';
import { controlModule } from './control/module.ts';
import { evidenceModule } from './evidence/module.ts';
import { peopleModule } from './people/module.ts';
import { riskModule } from './risk/module.ts';
import { supplierModule } from './supplier/module.ts';

/** Every AIMS process, one line each. */
export const modules: readonly AppModule[] = [
  peopleModule,
  supplierModule,
  evidenceModule,
  riskModule,
  controlModule,
  conformityModule,
];
