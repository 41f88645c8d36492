import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { model } from './contract.ts';
import { modelOperations } from './operations.ts';
import { linkersModel } from './policy.ts';
import { modelSignificant } from './staleness.ts';
import { modelMigrations } from './table.ts';

export const modelModule = defineModule({
  name: 'model',
  title: msg('Models'),
  records: [model],
  links: [
    {
      kind: 'trained-on',
      from: ['model'],
      to: ['dataset'],
      forward: msg('is trained on'),
      backward: msg('trains'),
      required: true,
      editableBy: linkersModel,
    },
    {
      kind: 'model-from',
      from: ['model'],
      to: ['supplier'],
      forward: msg('comes from'),
      backward: msg('supplies'),
      required: true,
      editableBy: linkersModel,
    },
  ],
  belongs: [{ type: 'model', over: [{ link: 'uses-model', end: 'from' }], shared: true }],
  migrations: modelMigrations,
  operations: modelOperations,
  significant: modelSignificant,
});
