import type { AppModule } from '#platform/module.ts';
import { conformityModule } from './conformity/module.ts';
import { controlModule } from './control/module.ts';
import { evidenceModule } from './evidence/module.ts';
import { frameworkModule } from './framework/module.ts';
import { homeModule } from './home/module.ts';
import { riskModule } from './risk/module.ts';
import { supplierModule } from './supplier/module.ts';

/** Every AIMS process, one line each. */
export const modules: readonly AppModule[] = [
  supplierModule,
  evidenceModule,
  riskModule,
  controlModule,
  conformityModule,
  frameworkModule,
  homeModule,
];
