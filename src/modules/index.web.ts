import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';
import { boardWeb } from './board/web/module.ts';
import { calendarWeb } from './calendar/web/module.ts';
import { cardWeb } from './card/web/module.ts';
import { certificationWeb } from './certification/web/module.ts';
import { changeWeb } from './change/web/module.ts';
import { conformityWeb } from './conformity/web/module.ts';
import { controlWeb } from './control/web/module.ts';
import { datasetWeb } from './dataset/web/module.ts';
import { evidenceWeb } from './evidence/web/module.ts';
import { frameworkWeb } from './framework/web/module.ts';
import { gapWeb } from './gap/web/module.ts';
import { homeWeb } from './home/web/module.ts';
import { impactWeb } from './impact/web/module.ts';
import { improvementWeb } from './improvement/web/module.ts';
import { intakeWeb } from './intake/web/module.ts';
import { integrationWeb } from './integration/web/module.ts';
import { lifecycleWeb } from './lifecycle/web/module.ts';
import { modelWeb } from './model/web/module.ts';
import { monitoringWeb } from './monitoring/web/module.ts';
import { peopleWeb } from './people/web/module.ts';
import { practiceWeb } from './practice/web/module.ts';
import { provisioningWeb } from './provisioning/web/module.ts';
import { readinessWeb } from './readiness/web/module.ts';
import { resourceWeb } from './resource/web/module.ts';
import { riskWeb } from './risk/web/module.ts';
import { roadmapWeb } from './roadmap/web/module.ts';
import { ssoWeb } from './sso/web/module.ts';
import { supplierWeb } from './supplier/web/module.ts';
import { systemWeb } from './system/web/module.ts';
import { trailWeb } from './trail/web/module.ts';
import { unitWeb } from './unit/web/module.ts';

/** Every module that has screens, one line each. */
export const webModules: readonly WebModule[] = [
  homeWeb,
  boardWeb,
  calendarWeb,
  gapWeb,
  roadmapWeb,
  readinessWeb,
  systemWeb,
  lifecycleWeb,
  resourceWeb,
  cardWeb,
  modelWeb,
  datasetWeb,
  supplierWeb,
  riskWeb,
  impactWeb,
  controlWeb,
  changeWeb,
  evidenceWeb,
  peopleWeb,
  ssoWeb,
  provisioningWeb,
  unitWeb,
  conformityWeb,
  improvementWeb,
  intakeWeb,
  monitoringWeb,
  certificationWeb,
  frameworkWeb,
  practiceWeb,
  trailWeb,
  integrationWeb,
];

/** What can be added from anywhere: the register whose own dialog opens, in the order of the rail. */
export const creations: readonly { readonly title: string; readonly path: string }[] = [
  { title: msg('An AI system'), path: '/systems' },
  { title: msg('A risk or an opportunity'), path: '/risks' },
  { title: msg('An impact assessment'), path: '/impacts' },
  { title: msg('A nonconformity'), path: '/nonconformities' },
  { title: msg('An improvement'), path: '/improvements' },
  { title: msg('A monitor'), path: '/monitors' },
  { title: msg('A unit'), path: '/units' },
  { title: msg('A model'), path: '/models' },
  { title: msg('A data set'), path: '/datasets' },
  { title: msg('A supplier'), path: '/suppliers' },
  { title: msg('A recurring obligation'), path: '/calendar/obligations' },
  { title: msg('An absence'), path: '/calendar/absences' },
];
