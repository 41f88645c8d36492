import type { ComponentType } from 'react';

export type NavGroup = 'home' | 'plan' | 'do' | 'check' | 'act' | 'trail' | 'settings';

/** What a module adds to the web app: entries of the rail, pages, and things to do from the palette. */
export type WebModule = {
  readonly name: string;
  readonly nav: readonly {
    readonly group: NavGroup;
    readonly title: string;
    readonly path: string;
    readonly clause?: string;
    readonly order: number;
  }[];
  readonly routes: readonly {
    readonly path: string;
    readonly load: () => Promise<{ readonly default: ComponentType }>;
  }[];
  /** What it shows beside a record of another module, on that record's page; in the order of `order`. */
  readonly panels?: readonly Panel[];
  /** Pages outside any organisation, for whoever holds a link; they need no sign-in. */
  readonly openRoutes?: readonly {
    readonly path: string;
    readonly load: () => Promise<{ readonly default: ComponentType }>;
  }[];
  /** Found in the palette by their titles and words. */
  readonly actions?: readonly { readonly title: string; readonly words: string; readonly path: string }[];
};

export type Panel = {
  /** The type of record, such as `system`. */
  readonly of: string;
  readonly order: number;
  readonly load: () => Promise<{ readonly default: ComponentType<{ readonly id: string }> }>;
};
