import type { AppModule } from './context.ts';

export type {
  AppModule,
  Exclusion,
  JobHandler,
  PlatformCheck,
  PlatformDependent,
  Task,
} from './context.ts';

/** Assembles a module; what it leaves out is empty. */
export function defineModule(module: Pick<AppModule, 'name' | 'title'> & Partial<AppModule>): AppModule {
  return {
    needs: [],
    records: [],
    links: [],
    migrations: () => ({}),
    operations: [],
    checks: [],
    jobs: [],
    ...module,
  } as AppModule;
}
