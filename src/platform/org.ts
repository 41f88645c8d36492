import type { PackChoice } from '#catalog/installed.ts';
import type { Branding } from '#kernel/branding.ts';
import type { Language } from '#kernel/language.ts';

/** What every operation may know of its organisation without asking the database. */
export type ReadOnlyOrg = {
  readonly id: string;
  readonly kind: 'live' | 'demo' | 'sandbox';
  readonly name: string;
  readonly timeZone: string;
  /** The versions of packs it chose; of the others it uses the newest installed. */
  readonly packs: PackChoice;
  /** From this day deciding roles need a second factor; null: never. */
  readonly secondFactorFrom: string | null;
  /** How old the proof behind an act of authority may be; null: as old as the session. */
  readonly stepUpMinutes: number | null;
  /** In which dress its documents are exported; null: plain. */
  readonly branding: Branding | null;
  /** In which it writes to people who chose none. */
  readonly language: Language;
  /** To whom it was handed over and when; null: it goes on here. */
  readonly handedOver: { readonly to: string; readonly at: string } | null;
  /** Providers of its own that are on, and from when members must come through one of them. */
  readonly providers: readonly {
    readonly id: string;
    readonly label: string;
    readonly requiredFrom: string | null;
    readonly exempt: readonly string[];
  }[];
};
