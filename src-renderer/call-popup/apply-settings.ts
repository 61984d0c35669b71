import type { i18n } from 'i18next';
import type { PopupView } from '../../src-preload/contract.ts';
import { chooseLanguage } from '../words/index.ts';

/** Puts language, theme, motion and text size on the document. */
export function applySettings(
  settings: PopupView['settings'],
  to: { document: Document; words: i18n; systemLanguages: readonly string[] },
) {
  const language = chooseLanguage(settings.language, to.systemLanguages);
  if (to.words.language !== language) void to.words.changeLanguage(language);
  const html = to.document.documentElement;
  html.lang = language;
  to.document.title = to.words.t('popup:window_title');
  setOrRemove(html, 'theme', settings.appearance === 'system' ? null : settings.appearance);
  setOrRemove(html, 'motion', settings.motion === 'reduced' ? 'reduced' : null);
  // Everything grows, not only the letters: at 130 % the window is 494 wide and nothing is cut.
  html.style.setProperty('zoom', String(settings.textSizePercent / 100));
}

function setOrRemove(html: HTMLElement, name: 'theme' | 'motion', value: string | null) {
  if (value === null) delete html.dataset[name];
  else html.dataset[name] = value;
}
