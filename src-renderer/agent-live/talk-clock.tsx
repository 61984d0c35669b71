import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeFor } from '../call-popup/locale.ts';
import { createMoments, type Moments } from '../call-popup/moments.ts';
import { useSeconds } from '../call-popup/use-seconds.ts';

const now = () => Date.now();

/** How long it has talked, `0:48`, as words of a sentence: it is no timer that is read out. */
export function useTalkTime(since: string): string {
  const moments = useMoments();
  return moments.clock(useSeconds(Date.parse(since), now));
}

export function useMoments(): Moments {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => createMoments(localeFor(language as 'en' | 'fr' | 'nl' | 'de', navigator.languages)),
    [language],
  );
}
