import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createStores, StoresContext } from '../stores/stores.ts';
import '../ui/app.css';
import { chooseLanguage, createWords } from '../words/index.ts';
import { App } from './app.tsx';
import { applySettings } from './apply-settings.ts';

const stores = createStores(window.callbrief);
const words = createWords(chooseLanguage(null, navigator.languages));
const page = document.documentElement;

stores.app.store.subscribe(({ app }, before) => {
  if (app && app.settings !== before.app?.settings) applySettings(app.settings, page, words, navigator.languages);
});
const stop = stores.start();
// What was typed a moment before closing is still written.
window.addEventListener('pagehide', stop);

const root = document.querySelector('#root');
if (!root) throw new Error('index.html of the main window has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <StoresContext value={stores}>
        <App />
      </StoresContext>
    </I18nextProvider>
  </StrictMode>,
);
