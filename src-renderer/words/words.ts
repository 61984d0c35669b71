import type { en } from './en/index.ts';

/** The same keys with other sentences. */
type Translated<T> = { [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

/** What every language must say: a missing or a surplus key is a type error. */
export type Words = Translated<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Words;
  }
}
