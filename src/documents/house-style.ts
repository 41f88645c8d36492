import { AsyncLocalStorage } from 'node:async_hooks';
import type { HouseStyle } from './tree.ts';

const style = new AsyncLocalStorage<HouseStyle | null>();

/** Draws every document that is rendered inside `run` in the style of a house; null: plain. */
export function inHouseStyle<T>(house: HouseStyle | null, run: () => T): T {
  return style.run(house, run);
}

/** The style that holds here, or null. */
export function houseStyle(): HouseStyle | null {
  return style.getStore() ?? null;
}
