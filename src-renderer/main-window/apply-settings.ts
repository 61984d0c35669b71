import type { i18n } from 'i18next';
import type { Settings } from '../../src-preload/contract.ts';
import { chooseLanguage } from '../words/index.ts';

/** Language, theme, text size and movement belong to the whole page, not to a component. */
export function applySettings(
  settings: Pick<Settings, 'language' | 'appearance' | 'textSizePercent' | 'motion'>,
  page: HTMLElement,
  words: i18n,
  systemLanguages: readonly string[],
): void {
  const language = chooseLanguage(settings.language, systemLanguages);
  page.lang = language;
  if (words.language !== language) void words.changeLanguage(language);
  if (settings.appearance === 'system') delete page.dataset['theme'];
  else page.dataset['theme'] = settings.appearance;
  if (settings.motion === 'reduced') page.dataset['motion'] = 'reduced';
  else delete page.dataset['motion'];
  page.style.fontSize = settings.textSizePercent === 100 ? '' : `${String(settings.textSizePercent)}%`;
}
