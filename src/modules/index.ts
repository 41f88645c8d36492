import type { AppModule } from '#platform/module.ts';
import { boardModule } from './board/module.ts';
import { calendarModule } from './calendar/module.ts';
import { cardModule } from './card/module.ts';
import { certificationModule } from './certification/module.ts';
import { changeModule } from './change/module.ts';
import { conformityModule } from './conformity/module.ts';
import { controlModule } from './control/module.ts';
import { datasetModule } from './dataset/module.ts';
import { evidenceModule } from './evidence/module.ts';
import { frameworkModule } from './framework/module.ts';
import { gapModule } from './gap/module.ts';
import { homeModule } from './home/module.ts';
import { impactModule } from './impact/module.ts';
import { improvementModule } from './improvement/module.ts';
import { intakeModule } from './intake/module.ts';
import { integrationModule } from './integration/module.ts';
import { lifecycleModule } from './lifecycle/module.ts';
import { modelModule } from './model/module.ts';
import { monitoringModule } from './monitoring/module.ts';
import { peopleModule } from './people/module.ts';
import { practiceModule } from './practice/module.ts';
import { provisioningModule } from './provisioning/module.ts';
import { readinessModule } from './readiness/module.ts';
import { resourceModule } from './resource/module.ts';
import { riskModule } from './risk/module.ts';
import { roadmapModule } from './roadmap/module.ts';
import { ssoModule } from './sso/module.ts';
import { supplierModule } from './supplier/module.ts';
import { systemModule } from './system/module.ts';
import { trailModule } from './trail/module.ts';
import { unitModule } from './unit/module.ts';
import { viewModule } from './view/module.ts';

/** Every AIMS process, one line each. */
export const modules: readonly AppModule[] = [
  peopleModule,
  ssoModule,
  provisioningModule,
  supplierModule,
  datasetModule,
  modelModule,
  systemModule,
  lifecycleModule,
  resourceModule,
  cardModule,
  evidenceModule,
  riskModule,
  unitModule,
  impactModule,
  controlModule,
  improvementModule,
  intakeModule,
  certificationModule,
  monitoringModule,
  changeModule,
  conformityModule,
  gapModule,
  readinessModule,
  roadmapModule,
  frameworkModule,
  calendarModule,
  boardModule,
  homeModule,
  practiceModule,
  trailModule,
  viewModule,
  integrationModule,
];
