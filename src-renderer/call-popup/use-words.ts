import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** The popup's sentences, and the words that both windows share. */
export type PopupWords = TFunction<['popup', 'roles', 'matching', 'agent']>;

export function useWords(): PopupWords {
  return useTranslation(['popup', 'roles', 'matching', 'agent']).t;
}
